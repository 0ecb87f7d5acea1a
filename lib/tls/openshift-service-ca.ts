import { Certified, NO_CERTIFICATE, nothingToDo, TlsSubject, tlsSecretName, TlsStrategy } from './tls-strategy';

/**
 * OpenShift's service CA signs for the Service's name and renews the certificate. After the CA was renewed, the Secret
 * also has an intermediate that the old CA signed, so bundles and pods may change at different times.
 * https://docs.okd.io/latest/security/certificates/service-serving-certificate.html
 */
export function openShiftServiceCa(): TlsStrategy {
  return {
    certify: ({ name }: TlsSubject): Certified => ({
      certificate: {
        ...NO_CERTIFICATE,
        secretName: tlsSecretName(name),
        bundleInjected: true,
        openShift: true,
        serviceAnnotations: { 'service.beta.openshift.io/serving-cert-secret-name': tlsSecretName(name) },
        apiServiceAnnotations: { 'service.beta.openshift.io/inject-cabundle': 'true' },
      },
      secret: undefined,
      beforeRender: nothingToDo,
    }),
  };
}
