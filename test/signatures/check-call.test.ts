import { App, Chart, Duration } from 'cdk8s';
import {
  AggregationLayer,
  ArgoCdApplication,
  Backend,
  Delivery,
  ExtensionApiServer,
  FrontProxy,
  PkiForTestsOnly,
  Storage,
  Tls,
} from 'cdk8s-extension-api-server';
import * as library from 'cdk8s-extension-api-server';
import { CALLS, CLASSES, ENUMS, STRUCTS } from '../../lib/signatures/public-api';
import { PUBLIC_TYPES } from '../../lib/signatures/public-types';
import { REQUIRED, serverWith } from '../construct/server-in-app';
import { messageOf } from '../pki/temporary-folder';

/** Anything, as JavaScript gives it. */
const any = (value: unknown): never => value as never;
const circular: Record<string, unknown> = {};
circular.itself = circular;

const server = (props: object): unknown => new ExtensionApiServer(new Chart(new App(), 'app'), 'a', any(props));

describe('an unknown field is refused with the nearest name', () => {
  test.each<[string, () => unknown, string]>([
    [
      'of the props',
      () => server({ ...REQUIRED, replica: 5 }),
      'app/a: props must hold fields of ExtensionApiServerProps, got "replica"; did you mean "replicas"?',
    ],
    [
      'in another case',
      () => server({ ...REQUIRED, Replicas: 5 }),
      'app/a: props must hold fields of ExtensionApiServerProps, got "Replicas"; did you mean "replicas"?',
    ],
    [
      'of an API',
      () => server({ ...REQUIRED, apis: [{ grup: 'a.example.com', version: 'v1' }] }),
      'app/a: apis[0] must hold fields of Api, got "grup"; did you mean "group"?',
    ],
    [
      'of a struct that holds fields of Kubernetes too',
      () => server({ ...REQUIRED, pod: { tolerationss: [] } }),
      'app/a: pod must hold fields that Kubernetes 1.37 knows, got "tolerationss"; did you mean "tolerations"?',
    ],
    [
      'of a factory',
      () => Tls.generated(any({ validty: Duration.days(1) })),
      'Tls.generated(): options must hold fields of TlsGeneratedOptions, got "validty"; did you mean "validity"?',
    ],
    [
      'of a backend',
      () => Backend.deployment(any({ pausd: true })),
      'Backend.deployment(): options must hold fields that Kubernetes 1.37 knows, got "pausd"; did you mean "paused"?',
    ],
    [
      'of the aggregation layer',
      () => new AggregationLayer(any({ frontProxy: FrontProxy.fromDistribution(), allowedName: [] })),
      'AggregationLayer: props must hold fields of AggregationLayerProps, got "allowedName"; did you mean ' +
        '"allowedNames"?',
    ],
    [
      'of an Application',
      () => new ArgoCdApplication(new Chart(new App(), 'app'), 'a', any({ path: 'a', repoURL: 'b' })),
      'app/a: props must hold fields of ArgoCdApplicationProps, got "repoURL"; did you mean "repoUrl"?',
    ],
  ])('%s', (_name, call, message) => {
    expect(messageOf(call)).toBe(message);
  });
});

describe('a value of another type is refused', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a number for a Duration',
      () => Tls.generated({ validity: any(365) }),
      'Tls.generated(): validity must be a Duration, got 365; use one such as Duration.days(30)',
    ],
    [
      'text for a strategy',
      () => server({ ...REQUIRED, tls: 'generated' }),
      'app/a: tls must be a Tls, got "generated"; use Tls.certManager() or Tls.fromFiles() or Tls.fromPem() or ' +
        'Tls.fromSecret() or Tls.generated() or Tls.openShiftServiceCa() or Tls.podCertificate() or ' +
        'Tls.selfManaged()',
    ],
    [
      'a strategy of another family',
      () => server({ ...REQUIRED, storage: Tls.generated() }),
      'app/a: storage must be a Storage, got "an instance of Tls"; use Storage.etcdSidecar() or ' +
        'Storage.externalEtcd() or Storage.none()',
    ],
    [
      'null for options',
      () => Tls.generated(any(null)),
      'Tls.generated(): options must be an object, got null; give its fields, such as additionalCa, algorithm, ' +
        'delivery',
    ],
    [
      'nothing for options that must be',
      () => Delivery.sops(any(undefined)),
      'Delivery.sops(): options must be given, got nothing; add options',
    ],
    [
      'no field that must be given',
      () => Storage.externalEtcd(any({})),
      'Storage.externalEtcd(): servers must be given, got nothing; add servers',
    ],
    [
      'an object for a list',
      () => Backend.addresses(any({})),
      'Backend.addresses(): ips must be a list, got "an object"; give a list: [ … ]',
    ],
    [
      'no number',
      () => Backend.addresses(['192.0.2.1'], { port: NaN }),
      'Backend.addresses(): port must be a number, got NaN; write it without quotes',
    ],
    [
      'a kind of key that a kubelet does not make',
      () => Tls.podCertificate({ signerName: 'example.com/serving', caBundle: '', keyType: any('RSA2048') }),
      'Tls.podCertificate(): keyType must be one of ECDSAP256, ECDSAP384, ECDSAP521, ED25519, RSA3072, RSA4096, got ' +
        '"RSA2048"; use PodCertificateKeyType.ECDSA_P256 or another of its members',
    ],
    [
      'a BigInt',
      () => server({ ...REQUIRED, port: 443n }),
      'app/a: port must be a number, got "a bigint"; write it without quotes',
    ],
    [
      'an object that contains itself',
      () => server({ ...REQUIRED, image: circular }),
      'app/a: image must be text, got "an object"; write it in quotes',
    ],
    [
      'a member of another enum',
      () => server({ ...REQUIRED, profile: 'PROD' }),
      'app/a: profile must be one of PRODUCTION, DEVELOPMENT, BARE, got "PROD"; use Profile.PRODUCTION or another ' +
        'of its members',
    ],
    [
      'false for options that can be switched off',
      () => server({ ...REQUIRED, networkPolicy: false }),
      'app/a: networkPolicy must be an object, got false; use { enabled: false }',
    ],
    ['no props', () => server(any(undefined)), 'app/a: props must be given, got nothing; add props'],
    [
      'no scope',
      () => new ExtensionApiServer(any(undefined), 'a', REQUIRED),
      'a: scope must be given, got nothing; add scope',
    ],
    [
      'a scope that is none',
      () => PkiForTestsOnly.useIn(any({})),
      'PkiForTestsOnly.useIn(): scope must be an IConstruct, got "an object"; give the IConstruct itself',
    ],
    [
      'an id that a sibling has by birth',
      () => new ExtensionApiServer(new Chart(new App(), 'app'), 'constructor', REQUIRED),
      'app/constructor: id must be one that no sibling has, got "constructor"; use another id',
    ],
  ])('%s', (_name, call, message) => {
    expect(messageOf(call)).toBe(message);
  });
});

test('every factory and method checks what it gets', () => {
  const callable = Object.entries(CALLS).filter(
    ([call, parameters]) => !call.startsWith('new ') && Object.keys(parameters).length > 0,
  );
  const instances: Record<string, object> = {
    AggregationLayer: new AggregationLayer({ frontProxy: FrontProxy.fromDistribution() }),
    ExtensionApiServer: serverWith({}),
  };
  const passed = callable.filter(([call, parameters]) => {
    const [name, method] = call.split('.') as [string, string];
    const target = (instances[name] ?? (library as Record<string, unknown>)[name]) as Record<
      string,
      (...given: unknown[]) => unknown
    >;
    const wrong = Object.keys(parameters).map(() => Symbol('none'));
    const where = name === 'ExtensionApiServer' ? 'app/catalog' : `${call}()`;
    return !messageOf(() => target[method]!(...wrong)).startsWith(`${where}: ${Object.keys(parameters)[0]} must be `);
  });
  expect(passed).toEqual([]);
});

test('every type of the public API is one that values can be read as', () => {
  const types = [...Object.values(STRUCTS), ...Object.values(CALLS)].flatMap(fields => Object.values(fields));
  const names = new Set(types.map(type => type.replace(/[[\]{}!]/g, '')));
  expect([...names].filter(name => !(name in PUBLIC_TYPES.scalars) && PUBLIC_TYPES.names(name).length === 0)).toEqual(
    [],
  );
  expect(CLASSES.length + Object.keys(ENUMS).length).toBeGreaterThan(10);
});
