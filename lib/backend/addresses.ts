import { refuse } from '../errors';
import { canonicalAddress, checkEndpointAddress, checkPort } from '../kubernetes/names';
import { HTTPS_PORT } from '../kubernetes/ports';
import { BackendStrategy } from './backend-strategy';

/** Options of `Backend.addresses()`. */
export interface BackendAddressesOptions {
  /**
   * Port on which the server listens.
   *
   * @default 443
   */
  readonly port?: number;
}

export function addresses(list: readonly string[], { port = HTTPS_PORT }: BackendAddressesOptions): BackendStrategy {
  return {
    choose: path => {
      refuse(
        path,
        list.length > 0
          ? undefined
          : {
              must: 'Backend.addresses() must get at least one address',
              got: '[]',
              fix: 'give the address of the server',
            },
      );
      for (const address of list) {
        refuse(path, checkEndpointAddress(address));
      }
      refuse(path, checkPort('port', port));
      return { kind: 'Addresses', addresses: list.map(canonicalAddress), port };
    },
  };
}
