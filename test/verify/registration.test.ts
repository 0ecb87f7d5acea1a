import { JsonObject } from '../../lib/kubernetes/manifest';
import { faults } from './findings';
import { apiService, given, server } from './manifests';

const complete = apiService() as JsonObject & { readonly spec: JsonObject };
/** The server with another APIService. */
const registered = (object: JsonObject) => [...given(object), ...server().slice(1)];
const withSpec = (fields: JsonObject): JsonObject => ({ ...complete, spec: { ...complete.spec, ...fields } });

describe('kube-apiserver refuses an APIService', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    [
      'with the name of another version',
      { ...complete, metadata: { name: 'v1beta1.catalog.example.com' } },
      [
        '✗ the APIService must be named v1.catalog.example.com, its version and group, got ' +
          '"v1beta1.catalog.example.com"',
      ],
    ],
    [
      'without a name',
      { ...complete, metadata: {} },
      ['✗ the APIService must be named v1.catalog.example.com, its version and group, got nothing'],
    ],
    [
      'of apiregistration.k8s.io/v1beta1',
      { ...complete, apiVersion: 'apiregistration.k8s.io/v1beta1' },
      [
        '✗ apiVersion must be apiregistration.k8s.io/v1, the only one served since Kubernetes 1.22, got ' +
          '"apiregistration.k8s.io/v1beta1"',
      ],
    ],
    [
      'with a group priority of 0',
      withSpec({ groupPriorityMinimum: 0 }),
      ['✗ spec.groupPriorityMinimum must be a whole number from 1 to 20000, got 0'],
    ],
    [
      'with a group priority above 20000',
      withSpec({ groupPriorityMinimum: 20001 }),
      ['✗ spec.groupPriorityMinimum must be a whole number from 1 to 20000, got 20001'],
    ],
    [
      'with a version priority as text',
      withSpec({ versionPriority: '15' }),
      ['✗ spec.versionPriority must be a whole number from 1 to 1000, got "15"'],
    ],
    [
      'without a version priority',
      withSpec({ versionPriority: undefined }),
      ['✗ spec.versionPriority must be a whole number from 1 to 1000, got nothing'],
    ],
    [
      'without spec.service.namespace',
      withSpec({ service: { name: 'catalog' } }),
      ['✗ spec.service.namespace must be set, got nothing'],
    ],
    [
      'with an empty spec.service.name',
      withSpec({ service: { namespace: 'shop', name: '' } }),
      ['✗ spec.service.name must be set, got nothing'],
    ],
    [
      'with a port as text',
      withSpec({ service: { namespace: 'shop', name: 'catalog', port: '443' } }),
      ['✗ spec.service.port must be a number from 1 to 65535, got "443"'],
    ],
    [
      'with insecureSkipTLSVerify as text',
      withSpec({ insecureSkipTLSVerify: 'false' }),
      ['✗ spec.insecureSkipTLSVerify must be true or false, got "false"'],
    ],
    [
      'with a misspelt field',
      withSpec({ cabundle: 'x', service: { namespace: 'shop', name: 'catalog', ports: 443 } }),
      [
        '✗ spec.cabundle must be a field of an APIService, got an unknown one',
        '✗ spec.service.ports must be a field of an APIService, got an unknown one',
      ],
    ],
    [
      'with a placeholder for the namespace',
      withSpec({ service: { namespace: '${NAMESPACE}', name: 'catalog' } }),
      [
        '✗ spec.service.namespace must be filled in, got the placeholder ${NAMESPACE}',
        '✗ Service ${NAMESPACE}/catalog must exist, got "one in the namespace shop"',
      ],
    ],
  ])('%s', (_name, object, expected) => {
    expect(faults(registered(object))).toEqual(expected);
  });

  test('with a version in upper case', () => {
    const object = { ...withSpec({ version: 'V1' }), metadata: { name: 'V1.catalog.example.com' } };
    expect(faults(registered(object))).toEqual(['✗ spec.version must be a DNS label in lower case, got "V1"']);
  });

  test.each(['apps', 'rbac.authorization.k8s.io', 'batch'])('for the group %s, which kube-apiserver serves', group => {
    const object = { ...withSpec({ group }), metadata: { name: `v1.${group}` } };
    expect(faults(registered(object))).toEqual([
      `✗ spec.group must not be a group that kube-apiserver serves: its own API would be cut off, got "${group}"`,
    ]);
  });

  test.each(['${CA_BUNDLE}', '$(CA)', '<ca-bundle>', '__CA__', 'CA_BUNDLE', '{{ .Values.ca }}'])(
    'with the placeholder %s for caBundle',
    placeholder => {
      expect(faults(registered(withSpec({ caBundle: placeholder })))).toEqual([
        `✗ caBundle must be base64, or kube-apiserver refuses the object, got "the placeholder ${placeholder}"`,
      ]);
    },
  );
});

test('an APIService without spec.service is refused, and has a report of its own', () => {
  expect(faults(given(withSpec({ service: undefined }), ...server().slice(1)))).toEqual([
    '✗ spec.service must name the Service of the server: without it, kube-apiserver answers for the API itself, got ' +
      'nothing',
  ]);
});

test('an APIService that kube-apiserver registered for a CustomResourceDefinition has no report', () => {
  const local = {
    ...withSpec({ service: undefined, caBundle: undefined }),
    metadata: {
      name: 'v1.catalog.example.com',
      labels: { 'kube-aggregator.kubernetes.io/automanaged': 'true' },
    },
  };
  expect(faults(given(local))).toEqual([]);
});

test('with control characters in names, the finding shows them as escapes', () => {
  const forged = 'shop\n  \u001b[32m✓ all is fine';
  const [line] = faults(given(withSpec({ service: { namespace: forged, name: 'catalog' } })));
  expect(line).toContain('shop\\u000a  \\u001b[32m✓ all is fine');
});
