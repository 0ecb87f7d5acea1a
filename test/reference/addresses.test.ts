import { addresses } from './addresses';
import { arrange } from './arrange';
import { classOf, fqn } from './library';

const method = (name: string) => ({ name, static: true });
const tls = classOf('Tls', 'tls/tls', { methods: [method('issuer'), method('generated')] });
const addressOf = addresses(
  arrange([tls, classOf('Issuer', 'tls/issuer')], [{ name: 'tls', title: 'TLS certificates', about: '', lead: 'Tls' }]),
);

test.each([
  ['a type of the library', fqn('Tls'), 'tls.md#tls'],
  ['a type named like a method above it', fqn('Issuer'), 'tls.md#issuer-1'],
  [
    'a Kubernetes struct, by the name in its schema',
    'cdk8s-plus-27.k8s.KubePersistentVolumeClaimProps',
    'https://kubernetes.io/docs/reference/generated/kubernetes-api/latest/#persistentvolumeclaim-v1-core',
  ],
  [
    'IntOrString, which Kubernetes does not document',
    'cdk8s-plus-27.k8s.IntOrString',
    'README.md#types-of-other-packages',
  ],
  ['a type of cdk8s', 'cdk8s.ApiObject', 'https://cdk8s.io/docs/latest/reference/cdk8s/typescript/#cdk8s.ApiObject'],
  [
    'a type of constructs',
    'constructs.Construct',
    'https://github.com/aws/constructs/blob/10.x/API.md#constructs.Construct',
  ],
])('%s is linked', (_, name, address) => {
  expect(addressOf(name)).toBe(address);
});

test('a type of a package without known documentation is refused', () => {
  expect(() => addressOf('other.Thing')).toThrow(
    'reference: the package of a type must have documentation to link to, got other.Thing; ' +
      'add it to test/reference/addresses.ts',
  );
});
