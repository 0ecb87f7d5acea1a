import { X509Certificate } from 'node:crypto';
import * as fc from 'fast-check';
import { Chart } from 'cdk8s';
import {
  Backend,
  CertManagerIssuer,
  ExtensionApiServer,
  ExtensionApiServerProps,
  Profile,
  SecureServing,
  Storage,
  Tls,
} from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf } from './construct/server-in-app';
import { checkManifests } from './scenarios/invariants';

const label = fc.oneof(
  { weight: 40, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/) },
  { weight: 1, arbitrary: fc.string() },
);
const group = fc.oneof(
  { weight: 40, arbitrary: label.map(name => `${name}.example.com`) },
  fc.constantFrom('apps', 'batch', 'metrics.k8s.io', 'node.k8s.io', ''),
);
const version = fc.oneof({ weight: 40, arbitrary: fc.constantFrom('v1', 'v2', 'v1beta1', 'v3alpha12') }, fc.string());
const port = fc.oneof({ weight: 40, arbitrary: fc.integer({ min: 1, max: 65535 }) }, fc.integer());

const props: fc.Arbitrary<ExtensionApiServerProps> = fc.record({
  namespace: label,
  apis: fc.array(
    fc.record(
      {
        group,
        version,
        groupPriorityMinimum: fc.integer({ min: 1, max: 20010 }),
        versionPriority: fc.integer({ min: 1, max: 1001 }),
      },
      { requiredKeys: ['group', 'version'] },
    ),
    { maxLength: 4 },
  ),
  image: fc.option(fc.constantFrom('registry.example.com/a:1', 'a', 'a b'), { nil: undefined, freq: 30 }),
  name: fc.option(label, { nil: undefined }),
  profile: fc.constantFrom(...Object.values(Profile)),
  tls: fc.constantFrom(
    Tls.generated(),
    Tls.certManager(),
    Tls.certManager({ issuer: CertManagerIssuer.fromClusterIssuer('company') }),
    Tls.openShiftServiceCa(),
    Tls.selfManaged(),
    Tls.selfManaged({ secretName: 'shared' }),
    Tls.selfManaged({ createsApiServices: true }),
    Tls.dangerouslySkipVerification(),
    undefined,
  ),
  backend: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(Backend.deployment(), Backend.statefulSet(), undefined) },
    fc.constantFrom(
      Backend.fromPods({ app: 'x' }),
      Backend.externalName('x.example.com'),
      Backend.addresses(['192.0.2.1', '2001:db8::1']),
    ),
  ),
  storage: fc.constantFrom(
    undefined,
    Storage.none(),
    Storage.etcdSidecar(),
    Storage.externalEtcd({ servers: ['http://etcd:2379'] }),
  ),
  replicas: fc.option(fc.integer({ min: -1, max: 5 }), { nil: undefined, freq: 2 }),
  port: fc.option(port, { nil: undefined }),
  secureServing: fc.constantFrom(
    undefined,
    SecureServing.flags({ portFlag: '' }),
    SecureServing.unmounted(),
    SecureServing.path({ mountPath: '/x', certificateFile: 'a.crt' }),
  ),
  podDisruptionBudget: fc.option(fc.record({ enabled: fc.boolean() }), { nil: undefined }),
  networkPolicy: fc.option(fc.record({ enabled: fc.boolean() }), { nil: undefined }),
  metadata: fc.option(fc.record({ syncWaves: fc.boolean(), labels: fc.constant({ team: 'a' }) }), { nil: undefined }),
});

function synthesize(given: ExtensionApiServerProps): KubernetesObject[] | Error {
  const app = fixtureApp({ outdir: 'never-written' });
  try {
    new ExtensionApiServer(new Chart(app, 'app'), 'server', given);
    return objectsOf(app);
  } catch (error) {
    return error as Error;
  }
}

const only = <T>(given: T): T =>
  Object.fromEntries(Object.entries(given as object).filter(([, value]) => value !== undefined)) as T;

test('random props yield a valid set that verifies, or one line with the rule, the given value and the fix', () => {
  let accepted = 0;
  fc.assert(
    fc.property(props, given => {
      const result = synthesize(only(given));
      if (result instanceof Error) {
        expect(result.message).toMatch(/^app\/server: [^\n]+ must [^\n]+, got [^\n]+; [^\n]+$/);
        return;
      }
      accepted += 1;
      expect(
        checkManifests(result.map(object => ({ file: object.kind === 'Secret' ? 'Secret' : 'chart', object }))),
      ).toEqual([]);
      expect(unguarded(result)).toEqual([]);
      checkCertificate(result);
    }),
    { numRuns: 600 },
  );
  expect(accepted).toBeGreaterThan(50);
});

/** Relations between objects that no schema knows. */
function unguarded(objects: readonly KubernetesObject[]): string[] {
  const one = (kind: string): KubernetesObject | undefined => objects.find(object => object.kind === kind);
  const workload = one('Deployment') ?? one('StatefulSet');
  const service = one('Service')!;
  const budget = one('PodDisruptionBudget');
  const template = workload?.spec.template;
  const ports = template?.spec.containers.flatMap(({ ports: list = [] }: { ports?: { name: string }[] }) =>
    list.map(({ name }) => name),
  );
  const selected = (selector: Record<string, string>): boolean =>
    Object.entries(selector).every(([key, value]) => template.metadata.labels[key] === value);
  return [
    ...(template && !selected(service.spec.selector) ? ['the Service selects other pods'] : []),
    ...(template && !selected(workload!.spec.selector.matchLabels) ? ['the workload selects other pods'] : []),
    ...(template && !ports.includes(service.spec.ports[0].targetPort)
      ? ['the Service points to a port that no container has']
      : []),
    ...(budget && template && workload!.spec.replicas < 2 ? ['the budget forbids every eviction'] : []),
    ...objects
      .filter(({ kind, spec }) => kind === 'APIService' && spec.service.port !== service.spec.ports[0].port)
      .map(({ metadata }) => `${metadata.name} calls a port that the Service does not have`),
  ];
}

function checkCertificate(objects: readonly KubernetesObject[]): void {
  const secret = objects.find(({ kind }) => kind === 'Secret');
  const api = objects.find(({ kind }) => kind === 'APIService')!;
  if (!secret) {
    return;
  }
  const leaf = new X509Certificate(Buffer.from(secret.data['tls.crt'], 'base64'));
  const bundle =
    Buffer.from(api.spec.caBundle, 'base64')
      .toString()
      .match(/-----BEGIN[\s\S]+?END CERTIFICATE-----/g) ?? [];
  expect(
    leaf.checkHost(`${api.spec.service.name}.${api.spec.service.namespace}.svc`, { subject: 'never' }),
  ).toBeDefined();
  expect(
    bundle.filter(ca => leaf.checkIssued(new X509Certificate(ca)) && leaf.verify(new X509Certificate(ca).publicKey)),
  ).toHaveLength(1);
}
