import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { k8s } from 'cdk8s-plus-27';
import { parseAllDocuments } from 'yaml';
import { KUBERNETES_FIELDS } from '../../imports/kubernetes-fields';
import { partToKubernetes, toKubernetes } from '../../lib/kubernetes/from-structs';
import { JsonObject, Manifest } from '../../lib/kubernetes/manifest';
import { messageOf } from '../pki/temporary-folder';

const podSpec = (given: object): JsonObject => toKubernetes('app/a', 'pod', 'PodSpec', given);
const message = (given: object): string => messageOf(() => podSpec(given));
const container = (fields: object): object => ({ containers: [{ name: 'a' }, { name: 'b', ...fields }] });

describe("a struct becomes Kubernetes' JSON", () => {
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
      { containers: [{ name: 'a' }], hostname: undefined, securityContext: { runAsUser: undefined } },
      { containers: [{ name: 'a' }], securityContext: {} },
    ],
  ])('%s', (_name, struct, json) => {
    expect(podSpec(struct)).toEqual(json);
    expect(JSON.parse(JSON.stringify(k8s.toJson_PodSpec(struct)))).toEqual(json);
  });

  test('a date becomes text', () => {
    const json = toKubernetes('app/a', 'metadata', 'ObjectMeta', { creationTimestamp: new Date(0) });
    expect(json.creationTimestamp).toBe('1970-01-01T00:00:00.000Z');
  });

  test('every field that cdk8s-plus-27 has a type for, save what nobody can give', () => {
    const unknown = Object.entries(KUBERNETES_FIELDS).flatMap(([name, fields]) => {
      const known = Object.keys(fields).map(field => field.toLowerCase());
      return converted(name)
        .filter(field => !known.includes(field.toLowerCase()))
        .map(field => `${name}.${field}`);
    });
    expect(unknown).toEqual([
      'ObjectMeta.managedFields', // written by kube-apiserver alone
      'PodResourceClaim.source', // Kubernetes 1.31 removed it
      'ServiceReference.path', // a webhook's, which has the name of another struct
    ]);
  });
});

test("the stories' objects are of the types that Kubernetes publishes", () => {
  const scenarios = join(__dirname, '..', 'scenarios');
  const files = readdirSync(scenarios, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('k8s.yaml'));
  const objects = files.flatMap(file =>
    parseAllDocuments(readFileSync(join(scenarios, file), 'utf8')).map(document => document.toJS() as Manifest),
  );
  const ours = objects.filter(({ apiVersion, kind }) => kind in KUBERNETES_FIELDS && !apiVersion.includes('.com/'));
  expect(new Set(ours.map(({ kind }) => kind)).size).toBe(14);
  for (const object of ours) {
    expect(toKubernetes('app/a', object.kind, object.kind, object)).toEqual(object);
  }
});

/** The fields that the converter of cdk8s-plus-27 for a struct emits, as its text says. */
function converted(name: string): string[] {
  const converters = k8s as unknown as Readonly<Record<string, (struct: object) => object>>;
  const converter = Object.keys(converters).find(key => key.toLowerCase() === `tojson_${name.toLowerCase()}`);
  return converter === undefined
    ? []
    : [...String(converters[converter]).matchAll(/^\s+'(\w+)':/gm)].map(([, field]) => field!);
}

describe('what the types of cdk8s-plus-27 do not have is carried over as it is given', () => {
  test.each<[string, object]>([
    ['a field of a later Kubernetes', container({ restartPolicy: 'Always' })],
    [
      'structs of a later Kubernetes',
      container({ restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }] }),
    ],
    ['a field of the pod', { containers: [{ name: 'a' }], resources: { limits: { cpu: '2' } } }],
    [
      "Kubernetes' own spelling",
      { containers: [{ name: 'a', ports: [{ containerPort: 1, hostIP: '10.0.0.1' }] }], hostPID: true },
    ],
    [
      'quantities and ports as plain values',
      container({ resources: { limits: { cpu: '100m', memory: 1024 } }, livenessProbe: { tcpSocket: { port: 443 } } }),
    ],
  ])('%s', (_name, given) => {
    expect(podSpec(given)).toEqual(given);
  });
});

describe('a field that neither knows is named with its place', () => {
  const unknown = (path: string, field: string, fix: string): string =>
    `app/a: ${path} must hold fields that Kubernetes 1.37 knows, got "${field}"; ${fix}`;
  test.each<[string, object, string]>([
    ['misspelt', { containers: [], hostnme: 'a' }, unknown('pod', 'hostnme', 'did you mean "hostname"?')],
    [
      'in a container',
      container({ resource: {} }),
      unknown('pod.containers[1]', 'resource', 'did you mean "resources"?'),
    ],
    [
      'deep down',
      container({ securityContext: { capabilities: { drops: ['ALL'] } } }),
      unknown('pod.containers[1].securityContext.capabilities', 'drops', 'did you mean "drop"?'),
    ],
    ['empty', { containers: [], tolerationss: [] }, unknown('pod', 'tolerationss', 'did you mean "tolerations"?')],
    [
      'without a value',
      { containers: [], tolerationss: undefined },
      unknown('pod', 'tolerationss', 'did you mean "tolerations"?'),
    ],
    ['like none of few', { containers: [], os: { what: 1 } }, unknown('pod.os', 'what', 'use one of name')],
    ['like none of many', { containers: [], somethingElse: 1 }, unknown('pod', 'somethingElse', 'check its spelling')],
    [
      'of 200,000 letters',
      { containers: [], ['x'.repeat(200_000)]: 1 },
      unknown('pod', 'x'.repeat(100), 'check its spelling').replace('x"', 'x… (200000 characters)"'),
    ],
  ])('%s', (_name, given, said) => {
    expect(message(given)).toBe(said);
  });

  test('an unknown field at any place is refused', () => {
    const places: [string, (misspelt: object) => object][] = [
      ['', wrong => wrong],
      ['.securityContext', wrong => ({ securityContext: wrong })],
      ['.affinity.nodeAffinity', wrong => ({ affinity: { nodeAffinity: wrong } })],
      ['.tolerations[0]', wrong => ({ tolerations: [wrong] })],
      [
        '.volumes[1].secret',
        wrong => ({ volumes: [{ name: 'a' }, { name: 'b', secret: { secretName: 's', ...wrong } }] }),
      ],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.stringMatching(/^x[a-zA-Z]{1,8}$/),
        fc.oneof(fc.string(), fc.integer(), fc.constant([]), fc.constant({})),
        ([path, put], field, value) => {
          expect(message({ containers: [], ...put({ [field]: value }) })).toContain(
            `app/a: pod${path} must hold fields that Kubernetes 1.37 knows, got "${field}"; `,
          );
        },
      ),
    );
  });
});

describe('a value of another type is refused with its place', () => {
  class Spec {}
  test.each<[string, object, string]>([
    ['text for a list', { tolerations: 'all' }, 'pod.tolerations must be a list, got "text"; give a list: [ … ]'],
    ['a list for text', { hostname: ['a'] }, 'pod.hostname must be text, got "a list"; write it in quotes'],
    [
      'an object for a list',
      container({ args: {} }),
      'pod.containers[1].args must be a list, got "an object"; give a list: [ … ]',
    ],
    [
      'nothing in a list',
      container({ args: [undefined] }),
      'pod.containers[1].args[0] must be text, got nothing; give a value, or leave it out',
    ],
    [
      'text for true',
      { hostNetwork: 'true' },
      'pod.hostNetwork must be true or false, got "true"; write it without quotes',
    ],
    [
      'text for a number',
      { priority: '5' },
      'pod.priority must be a whole number, got "5"; write it without quotes and without a fraction',
    ],
    [
      'a fraction',
      { priority: 1.5 },
      'pod.priority must be a whole number, got 1.5; write it without quotes and without a fraction',
    ],
    [
      'no number',
      { priority: NaN },
      'pod.priority must be a whole number, got NaN; write it without quotes and without a fraction',
    ],
    [
      'more than 32 bits',
      { priority: 2 ** 31 },
      'pod.priority must be a whole number, got 2147483648; write it without quotes and without a fraction',
    ],
    [
      'null',
      { affinity: null },
      'pod.affinity must be an object, got null; give its fields, such as nodeAffinity, podAffinity, podAntiAffinity',
    ],
    [
      'text for an object',
      { affinity: 'x' },
      'pod.affinity must be an object, got "text"; give its fields, such as nodeAffinity, podAffinity, podAntiAffinity',
    ],
    [
      'an object of a class',
      { os: new Spec() },
      'pod.os must be an object, got "an instance of Spec"; give its fields, such as name',
    ],
    [
      'text for a map',
      { nodeSelector: 'a=b' },
      'pod.nodeSelector must be a map, got "text"; give a map: { key: \'value\' }',
    ],
    [
      'a value of a map that is not set',
      { nodeSelector: { zone: undefined } },
      'pod.nodeSelector.zone must be a label value: at most 63 letters, digits, "-", "_" and ".", got nothing; ' +
        'give a value, or leave it out',
    ],
    [
      'no quantity',
      { overhead: { cpu: 'much' } },
      'pod.overhead.cpu must be a quantity, 0 or more, got "much"; use k8s.Quantity.fromString with a value such ' +
        'as "100m" or "128Mi"',
    ],
    [
      'two spellings at once',
      { hostPID: true, hostPid: false },
      'pod must hold hostPID once, got "hostPid"; drop one of the two spellings',
    ],
    ['no name', { containers: [{}] }, 'pod.containers[0].name must be given, got nothing; add name'],
  ])('%s', (_name, given, said) => {
    expect(message({ containers: [], ...given })).toBe(`app/a: ${said}`);
  });

  test('a field that must be given may be missing in a part', () => {
    expect(partToKubernetes('app/a', 'pod', 'PodSpec', { volumes: [{ emptyDir: {} }] })).toEqual({
      volumes: [{ emptyDir: {} }],
    });
  });
});
