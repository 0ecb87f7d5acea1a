import { Json, JsonObject } from '../../lib/kubernetes/manifest';
import { faults } from './findings';
import { given, server } from './manifests';

const policy = (spec: JsonObject, name = 'deny', namespace = 'shop'): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace, name },
  spec: { podSelector: {}, ...spec },
});
const ingress = (...rules: readonly Json[]): JsonObject => policy({ policyTypes: ['Ingress'], ingress: rules });
const CLOSED =
  '✗ NetworkPolicy shop/deny must let kube-apiserver reach port 8443 of Deployment catalog, got no rule for this port';
const PODS =
  'NetworkPolicy shop/deny opens port 8443 of Deployment catalog only to pods, and kube-apiserver is no ' +
  "pod of the cluster's network";

test.each<[string, readonly JsonObject[], readonly string[]]>([
  ['denies all ingress', [policy({ policyTypes: ['Ingress'] })], [CLOSED]],
  ['denies all ingress without policyTypes', [policy({})], [CLOSED]],
  ['opens another port', [ingress({ ports: [{ port: 443 }] })], [CLOSED]],
  ['opens the port for UDP', [ingress({ ports: [{ port: 8443, protocol: 'UDP' }] })], [CLOSED]],
  ['opens a range below the port', [ingress({ ports: [{ port: 8000, endPort: 8400 }] })], [CLOSED]],
  ['opens a named port of another number', [ingress({ ports: [{ port: 'metrics' }] })], [CLOSED]],
  ['opens the port to pods of the namespace', [ingress({ from: [{ podSelector: {} }] })], [`✗ ${PODS}`]],
  ['opens the port to pods of other namespaces', [ingress({ from: [{ namespaceSelector: {} }] })], [`? ${PODS}`]],
  ['opens every port', [ingress({})], []],
  ['opens the port', [ingress({ ports: [{ port: 8443 }] })], []],
  ['opens the named port', [ingress({ ports: [{ port: 'https' }] })], []],
  ['opens a range with the port', [ingress({ ports: [{ port: 8000, endPort: 9000 }] })], []],
  ['opens the port to an ipBlock', [ingress({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], []],
  ['denies all, while another opens the port', [ingress(), policy({ ingress: [{}] }, 'open')], []],
  ['selects other pods', [policy({ podSelector: { matchLabels: { app: 'other' } } })], []],
  [
    'selects the pods by expressions',
    [
      policy({
        podSelector: {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['catalog'] },
            { key: 'app', operator: 'NotIn', values: ['other'] },
            { key: 'app', operator: 'Exists' },
            { key: 'tier', operator: 'DoesNotExist' },
          ],
        },
      }),
    ],
    [CLOSED],
  ],
  [
    'selects other pods by expressions',
    [policy({ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['catalog'] }] } })],
    [],
  ],
  ['is in another namespace', [policy({}, 'deny', 'store')], []],
  [
    'denies all egress',
    [policy({ policyTypes: ['Egress'] })],
    [
      '✗ NetworkPolicy shop/deny must let Deployment catalog reach kube-apiserver, which delegated authentication ' +
        'needs, got no egress rule',
    ],
  ],
  ['allows some egress', [policy({ policyTypes: ['Egress'], egress: [{ ports: [{ port: 443 }] }] })], []],
])('with a NetworkPolicy that %s', (_name, policies, expected) => {
  expect(faults([...server(), ...given(...policies)])).toEqual(expected);
});
