import fc from 'fast-check';
import { k8s } from 'cdk8s-plus-27';
import { JsonObject } from '../../lib/kubernetes/manifest';
import { toKubernetes } from '../../lib/kubernetes/from-structs';
import { messageOf } from '../pki/temporary-folder';

const message = (lost: string): string =>
  `app/a: pod must hold fields that Kubernetes 1.27 knows, in the types of cdk8s-plus-27, got "pod.${lost}"; ` +
  'check its spelling and type (k8s.Quantity.fromString, k8s.IntOrString.fromNumber); for a newer field use addJsonPatch';

describe("a struct becomes Kubernetes' own spelling", () => {
  test.each<[string, k8s.PodSpec, JsonObject]>([
    [
      'with every value in its place',
      {
        hostPid: true,
        dnsPolicy: 'Default',
        nodeSelector: { 'Disk.Type': 'ssd' },
        terminationGracePeriodSeconds: 0,
        containers: [{ name: 'a', args: [], ports: [{ containerPort: 443, hostIp: '10.0.0.1' }] }],
      },
      {
        hostPID: true,
        dnsPolicy: 'Default',
        nodeSelector: { 'Disk.Type': 'ssd' },
        terminationGracePeriodSeconds: 0,
        containers: [{ name: 'a', args: [], ports: [{ containerPort: 443, hostIP: '10.0.0.1' }] }],
      },
    ],
    [
      'with quantities and ports as one value each',
      {
        containers: [
          {
            name: 'a',
            resources: { limits: { cpu: k8s.Quantity.fromNumber(2), memory: k8s.Quantity.fromString('1Gi') } },
            livenessProbe: { httpGet: { port: k8s.IntOrString.fromString('https') } },
            readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromNumber(443) } },
          },
        ],
      },
      {
        containers: [
          {
            name: 'a',
            resources: { limits: { cpu: 2, memory: '1Gi' } },
            livenessProbe: { httpGet: { port: 'https' } },
            readinessProbe: { tcpSocket: { port: 443 } },
          },
        ],
      },
    ],
    [
      'without fields that are undefined',
      { containers: [], hostname: undefined, securityContext: { runAsUser: undefined } },
      { containers: [], securityContext: {} },
    ],
  ])('%s', (_name, struct, json) => {
    expect(JSON.parse(JSON.stringify(toKubernetes('app/a', 'pod', struct, k8s.toJson_PodSpec)))).toEqual(json);
  });

  test('a date as text', () => {
    const json = toKubernetes('app/a', 'metadata', { creationTimestamp: new Date(0) }, k8s.toJson_ObjectMeta);
    expect(json.creationTimestamp).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('a field that would be lost is named with its path', () => {
  const container = (fields: object): object => ({ containers: [{ name: 'a' }, { name: 'b', ...fields }] });
  test.each<[string, object, string]>([
    ['misspelt', { containers: [], hostnme: 'a' }, 'hostnme'],
    ["in Kubernetes' spelling instead of cdk8s'", { containers: [], hostPID: true }, 'hostPID'],
    ['misspelt in a container', container({ resource: {} }), 'containers[1].resource'],
    [
      'deep down',
      container({ securityContext: { capabilities: { drops: ['ALL'] } } }),
      'containers[1].securityContext.capabilities.drops',
    ],
    ['of a later Kubernetes', container({ restartPolicy: 'Always' }), 'containers[1].restartPolicy'],
    [
      'a quantity as plain text',
      container({ resources: { limits: { cpu: '100m' } } }),
      'containers[1].resources.limits.cpu',
    ],
    [
      'a quantity as plain number',
      container({ resources: { requests: { memory: k8s.Quantity.fromString('1Gi'), cpu: 1 } } }),
      'containers[1].resources.requests.cpu',
    ],
    [
      'a port as plain number',
      container({ livenessProbe: { httpGet: { port: 443 } } }),
      'containers[1].livenessProbe.httpGet.port',
    ],
    ['misspelt, and empty', { containers: [], tolerationss: [] }, 'tolerationss'],
    ['misspelt, and false', { containers: [], hostnetwork_: false }, 'hostnetwork_'],
    ['the first of two', { frist: 1, containers: [], second_: 2 }, 'frist'],
  ])('%s', (_name, struct, lost) => {
    expect(messageOf(() => toKubernetes('app/a', 'pod', struct as k8s.PodSpec, k8s.toJson_PodSpec))).toBe(
      message(lost),
    );
  });

  test('wherever it is put', () => {
    const places: [string, (misspelt: object) => object][] = [
      ['', wrong => wrong],
      ['securityContext.', wrong => ({ securityContext: wrong })],
      ['affinity.nodeAffinity.', wrong => ({ affinity: { nodeAffinity: wrong } })],
      ['tolerations[0].', wrong => ({ tolerations: [wrong] })],
      [
        'volumes[1].secret.',
        wrong => ({
          volumes: [
            { name: 'a', emptyDir: {} },
            { name: 'b', secret: { secretName: 's', ...wrong } },
          ],
        }),
      ],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.stringMatching(/^x[a-zA-Z]{1,8}$/),
        fc.oneof(fc.string(), fc.integer(), fc.constant([]), fc.constant({})),
        ([path, put], field, value) => {
          const struct = { containers: [], ...put({ [field]: value }) };
          expect(messageOf(() => toKubernetes('app/a', 'pod', struct, k8s.toJson_PodSpec))).toBe(
            message(`${path}${field}`),
          );
        },
      ),
    );
  });
});
