import { X509Certificate } from 'node:crypto';
import { Complaint } from '../errors';
import { LONGEST_COMMON_NAME } from './mint';

/**
 * The common name as kube-apiserver and extension API servers read it; empty where there is none. Of several, Go takes
 * the last. https://pkg.go.dev/crypto/x509/pkix#Name.FillFromRDNSequence
 */
export function commonName(certificate: X509Certificate): string {
  // @types/node forgets that a repeated attribute arrives as a list.
  const found = certificate.toLegacyObject().subject?.CN as string | string[] | undefined;
  return (Array.isArray(found) ? found.at(-1) : found) ?? '';
}

/** Whether a certificate can be issued to this name. */
export function checkCommonName(name: string): Complaint | undefined {
  return name.trim() !== '' && name.length <= LONGEST_COMMON_NAME && /^[\x20-\x7e]+$/.test(name)
    ? undefined
    : {
        must: `commonName must be 1 to ${LONGEST_COMMON_NAME} printable ASCII characters`,
        got: name,
        fix: 'use "front-proxy-client"',
      };
}
