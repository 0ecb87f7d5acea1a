import { isIP } from 'node:net';
import { Complaint } from '../errors';
import { isSubdomain } from '../kubernetes/names';
import { TlsSubject } from './tls-strategy';

/**
 * The first is the one that kube-apiserver checks; the second is what clients inside the cluster, such as Prometheus,
 * may use.
 */
export function servingNames({ dnsName }: TlsSubject, extraDnsNames: readonly string[]): string[] {
  return [...new Set([dnsName, `${dnsName}.cluster.local`, ...extraDnsNames])];
}

/** An address as a DNS name matches nobody's question: https://www.rfc-editor.org/rfc/rfc6125#appendix-B.2 */
export function checkDnsNames(names: readonly string[]): Complaint | undefined {
  const wrong = names.find(name => !isSubdomain(name) || isIP(name) !== 0);
  return wrong === undefined
    ? undefined
    : { must: 'dnsNames must hold DNS names', got: wrong, fix: 'use names such as "metrics.example.com"' };
}
