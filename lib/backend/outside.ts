import { Complaint, refuse } from '../errors';
import { canonicalAddress, checkEndpointAddress, checkPort, isSubdomain } from '../kubernetes/names';
import { BackendStrategy } from './backend-strategy';

/** A DNS name outside the cluster. */
export function externalName(host: string, port: number): BackendStrategy {
  return {
    choose: path => {
      refuse(path, checkHost(host) ?? checkPort('port', port));
      return { kind: 'ExternalName', host, port };
    },
  };
}

function checkHost(host: string): Complaint | undefined {
  return isSubdomain(host)
    ? undefined
    : {
        must: 'Backend.externalName() must get a DNS name',
        got: host,
        fix: 'drop scheme, port and path; use Backend.addresses() for an IP address',
      };
}

/** IP addresses outside the cluster's pods. */
export function addresses(list: readonly string[], port: number): BackendStrategy {
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
