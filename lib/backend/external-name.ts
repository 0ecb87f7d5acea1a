import { isIP } from 'node:net';
import { Complaint, refuse } from '../errors';
import { checkPort, isSubdomain } from '../kubernetes/names';
import { HTTPS_PORT } from '../kubernetes/ports';
import { BackendStrategy } from './backend-strategy';

/** Options of `Backend.externalName()`. */
export interface BackendExternalNameOptions {
  /**
   * Port on which the server listens.
   *
   * @default 443
   */
  readonly port?: number;
}

export function externalName(host: string, { port = HTTPS_PORT }: BackendExternalNameOptions): BackendStrategy {
  return {
    choose: path => {
      refuse(path, checkHost(host) ?? checkPort('port', port));
      return { kind: 'ExternalName', host, port };
    },
  };
}

function checkHost(host: string): Complaint | undefined {
  return isSubdomain(host) && isIP(host) === 0
    ? undefined
    : {
        must: 'Backend.externalName() must get a DNS name',
        got: host,
        fix: 'drop scheme, port and path; use Backend.addresses() for an IP address',
      };
}
