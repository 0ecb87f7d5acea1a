import { X509Certificate } from 'node:crypto';
import { Strings } from '../kubernetes/manifest';
import { validity } from '../pki/inspect';
import { ServingCertificate } from '../model/server';
import { TlsSubject } from './tls-strategy';

/**
 * Says when the certificate ends, for people and scripts that have `kubectl` and nothing else. It is on the APIService
 * and on the Secret, because the two are applied apart: where they differ, one of them is not what is in Git.
 */
export const NOT_AFTER = 'cdk8s-extension-api-server/not-after';

/** What a strategy that sees its certificate adds to what it decided. */
export function dates(
  subject: TlsSubject,
  certificate: X509Certificate,
): Pick<ServingCertificate, 'expiry' | 'apiServiceAnnotations'> {
  return {
    expiry: { kind: 'dates', ...validity(certificate) },
    apiServiceAnnotations: notAfterAnnotation(subject, certificate),
  };
}

export function notAfterAnnotation({ annotated }: TlsSubject, certificate: X509Certificate): Strings {
  return annotated ? { [NOT_AFTER]: rfc3339(validity(certificate).notAfter) } : {};
}

/** Certificates count in whole seconds, in UTC: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
function rfc3339(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
