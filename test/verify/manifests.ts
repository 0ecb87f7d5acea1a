import { InputObject } from '../../lib/verify/input';
import { JsonObject } from '../../lib/kubernetes/manifest';
import { makeCertificates, NOW } from '../pki/certificates';

/** Changes to the correct manifests below; a test changes one thing. */
export interface Choice {
  readonly caBundle?: unknown;
  readonly apiService?: JsonObject;
  readonly annotations?: JsonObject;
  readonly service?: JsonObject;
  readonly pod?: JsonObject;
  readonly args?: readonly string[];
  readonly secret?: JsonObject;
}

export const DNS_NAME = 'catalog.shop.svc';
export const CERTIFICATES = makeCertificates(DNS_NAME);
export const MOMENT = { now: NOW, warnDays: 30 };

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
export const given = (...objects: readonly unknown[]): InputObject[] =>
  objects.map(object => ({ object: object as JsonObject, source: 'dist/catalog.yaml' }));

const good = CERTIFICATES['signed by the CA'];

export function tlsSecret(name: string, certificate: string, privateKey: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'shop', name },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(certificate), 'tls.key': base64(privateKey) },
  };
}

export const apiService = (choice: Choice = {}) => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1.catalog.example.com', ...(choice.annotations && { annotations: choice.annotations }) },
  spec: {
    group: 'catalog.example.com',
    version: 'v1',
    groupPriorityMinimum: 1000,
    versionPriority: 15,
    service: { namespace: 'shop', name: 'catalog' },
    ...('caBundle' in choice ? { caBundle: choice.caBundle } : { caBundle: base64(good.ca) }),
    ...choice.apiService,
  },
});

export const service = (choice: Choice = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'catalog' },
  spec: { selector: { app: 'catalog' }, ports: [{ port: 443, targetPort: 'https' }], ...choice.service },
});

export const deployment = (choice: Choice = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'catalog' },
  spec: {
    template: {
      metadata: { labels: { app: 'catalog', release: 'one' } },
      spec: {
        containers: [
          {
            name: 'server',
            args: choice.args ?? ['--tls-cert-file=/certs/tls.crt', '--tls-private-key-file=/certs/tls.key'],
            ports: [{ name: 'https', containerPort: 8443 }],
            volumeMounts: [{ name: 'certs', mountPath: '/certs' }],
          },
        ],
        volumes: [{ name: 'certs', secret: { secretName: 'catalog-tls' } }],
        ...choice.pod,
      },
    },
  },
});

export const server = (choice: Choice = {}): InputObject[] =>
  given(
    apiService(choice),
    service(choice),
    deployment(choice),
    choice.secret ?? tlsSecret('catalog-tls', good.certificate, good.privateKey),
  );
