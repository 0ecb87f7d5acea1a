import { Certified, NO_CERTIFICATE, nothingToDo, TlsSubject, tlsSecretName, TlsStrategy } from './tls-strategy';

/**
 * OpenShift's service CA signs for the Service's name and renews by itself. After its CA was renewed it sends an
 * intermediate along that the old one signed, so that nothing needs to happen at one moment.
 * https://docs.okd.io/latest/security/certificates/service-serving-certificate.html
 */
export function openShiftServiceCa(): TlsStrategy {
  return {
    certify: ({ name }: TlsSubject): Certified => ({
      certificate: {
        ...NO_CERTIFICATE,
        secretName: tlsSecretName(name),
        bundleInjected: true,
        serviceAnnotations: { 'service.beta.openshift.io/serving-cert-secret-name': tlsSecretName(name) },
        apiServiceAnnotations: { 'service.beta.openshift.io/inject-cabundle': 'true' },
      },
      secret: undefined,
      beforeRender: nothingToDo,
    }),
  };
}
