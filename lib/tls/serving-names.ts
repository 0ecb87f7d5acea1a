import { isIP } from 'node:net';
import { Complaint } from '../errors';
import { isSubdomain } from '../kubernetes/names';
import { TlsSubject } from './tls-strategy';

/** kube-apiserver verifies the first name; clients inside the cluster, such as Prometheus, may use the second. */
export function servingNames({ dnsName }: TlsSubject, extraDnsNames: readonly string[]): string[] {
  return [...new Set([dnsName, `${dnsName}.cluster.local`, ...extraDnsNames])];
}

/** No client looks for an IP address among the DNS names: https://www.rfc-editor.org/rfc/rfc6125#appendix-B.2 */
export function checkDnsNames(names: readonly string[]): Complaint | undefined {
  const wrong = names.find(name => !isSubdomain(name) || isIP(name) !== 0);
  return wrong === undefined
    ? undefined
    : { must: 'dnsNames must hold DNS names', got: wrong, fix: 'use names such as "metrics.example.com"' };
}
