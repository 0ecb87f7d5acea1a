import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { Backend, ExtensionApiServerProps, MonitoringOptions, Profile, Tls } from 'cdk8s-extension-api-server';
import { prometheusRule } from '../../lib/objects/prometheus-rule';
import { resolve } from '../../lib/resolve/resolve';
import { Expiry, Server } from '../../lib/model/server';
import { resolveMonitoring } from '../../lib/resolve/monitoring';
import { resolveSubject } from '../../lib/resolve/subject';
import { fixturePair } from '../pki/fixture-pair';
import { fixtureApp, KubernetesObject, objectsOf, REQUIRED, serverWith } from '../construct/server-in-app';

const { ca } = fixturePair('catalog.catalog.svc');
const existing = Tls.fromSecret({ ca, secretName: 'mine' });

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

function ruleOf(
  monitoring?: MonitoringOptions,
  props: Partial<ExtensionApiServerProps> = {},
): KubernetesObject | undefined {
  const app = fixtureApp();
  const { prometheusRule: field } = serverWith({ ...props, monitoring }, app);
  const found = objectsOf(app).find(({ kind }) => kind === 'PrometheusRule');
  expect(field?.name).toBe(found?.metadata.name);
  return found;
}
const rulesOf = (monitoring: MonitoringOptions, props: Partial<ExtensionApiServerProps> = {}): Rule[] =>
  ruleOf(monitoring, props)!.spec.groups[0].rules;
const expressions = (rules: readonly Rule[]): Record<string, string> =>
  Object.fromEntries(rules.map(({ alert, expr }) => [alert.replace('ExtensionApiServer', ''), expr]));

const OF_KUBE_APISERVER = {
  Unavailable: 'max by (name) (aggregator_unavailable_apiservice{name="v1.catalog.example.com"}) == 1',
  Flapping:
    'sum by (name) (increase(aggregator_unavailable_apiservice_total{name="v1.catalog.example.com"}[1h])' +
    ' or label_replace(min_over_time(aggregator_unavailable_apiservice_total{name="v1.catalog.example.com"}[1h]) ' +
    'unless aggregator_unavailable_apiservice_total offset 1h' +
    ' and on (name, instance) aggregator_unavailable_apiservice offset 1h, "begun", "true", "", "")) >= 4',
  Unobserved: 'absent(aggregator_unavailable_apiservice{name="v1.catalog.example.com"})',
  NotReached:
    'sum by (group, version, code) ' +
    '(rate(apiserver_request_terminations_total{component="aggregator",group="catalog.example.com",version="v1",code=~"5.."}[5m])) ' +
    '' +
    '> 0' +
    ' unless on () (max(aggregator_unavailable_apiservice{name="v1.catalog.example.com"}) == 1)',
};
const OF_THE_CERTIFICATE = {
  CertificateEndsSoon: 'vector(4731436800) - time() < 2592000',
  CertificateEnds: 'vector(4731436800) - time() < 604800',
};
const OF_THE_SERVER = {
  Errors:
    'sum by (group, version) ' +
    '(rate(apiserver_request_total{group="catalog.example.com",version="v1",code=~"5.."}[5m]))' +
    ' / sum by (group, version) (rate(apiserver_request_total{group="catalog.example.com",version="v1"}[5m])) > 0.05',
  HandshakesFail:
    'sum by (namespace, service) ' +
    '(rate(apiserver_tls_handshake_errors_total{namespace="catalog",service="catalog"}[5m])) > 0',
};

test('monitoring is not given: no PrometheusRule is emitted', () => {
  expect(ruleOf()).toBeUndefined();
});

test.each([
  ['a certificate that synth sees', {}, {}, { ...OF_KUBE_APISERVER, ...OF_THE_CERTIFICATE }],
  ['a certificate that nobody sees', {}, { tls: existing }, OF_KUBE_APISERVER],
  ['a certificate that OpenShift renews', {}, { tls: Tls.openShiftServiceCa() }, OF_KUBE_APISERVER],
  ["a certificate of the server's own making", {}, { tls: Tls.selfManaged() }, OF_KUBE_APISERVER],
  ['no certificate', {}, { tls: Tls.dangerouslySkipVerification() }, OF_KUBE_APISERVER],
  [
    'metrics of the server',
    { serverMetrics: true },
    {},
    { ...OF_KUBE_APISERVER, ...OF_THE_CERTIFICATE, ...OF_THE_SERVER },
  ],
  [
    "thresholds of one's own",
    { expiryWarning: Duration.days(60), expiryCritical: Duration.hours(12) },
    {},
    {
      ...OF_KUBE_APISERVER,
      CertificateEndsSoon: 'vector(4731436800) - time() < 5184000',
      CertificateEnds: 'vector(4731436800) - time() < 43200',
    },
  ],
  ['the profile BARE', {}, { profile: Profile.BARE }, { ...OF_KUBE_APISERVER, ...OF_THE_CERTIFICATE }],
])(
  'every alert that makes sense, and no other: %s',
  (_name, monitoring: MonitoringOptions, props: Partial<ExtensionApiServerProps>, expected) => {
    expect(expressions(rulesOf(monitoring, props))).toEqual(expected);
  },
);

test('several APIs share one expression, which escapes the dots of their names', () => {
  const apis = [
    { group: 'catalog.example.com', version: 'v1' },
    { group: 'ledger.example.com', version: 'v1' },
  ];
  const { Unavailable, Unobserved, NotReached } = expressions(rulesOf({}, { apis }));
  expect(Unavailable).toBe(
    'max by (name) ' +
      '(aggregator_unavailable_apiservice{name=~"v1[.]catalog[.]example[.]com|v1[.]ledger[.]example[.]com"}) == 1',
  );
  expect(Unobserved).toBe(
    'absent(aggregator_unavailable_apiservice{name="v1.catalog.example.com"}) or ' +
      'absent(aggregator_unavailable_apiservice{name="v1.ledger.example.com"})',
  );
  expect(NotReached).toContain('group=~"catalog[.]example[.]com|ledger[.]example[.]com",version="v1",');
});

describe('the alert on the end of a certificate', () => {
  const subject = resolveSubject(fixtureApp(), 'catalog', REQUIRED);
  const { server } = resolve(fixtureApp(), 'catalog', REQUIRED);
  const withExpiry = (expiry: Expiry): Record<string, string> => {
    const watched: Server = {
      ...server,
      monitoring: resolveMonitoring(subject, { ...REQUIRED, monitoring: {} }, { ...server.certificate, expiry }),
    };
    return expressions((prometheusRule(watched)[0] as KubernetesObject | undefined)?.spec.groups[0].rules);
  };

  test('a short-lived certificate: the alert fires when synth would warn', () => {
    expect(
      withExpiry({
        kind: 'dates',
        notBefore: new Date('2027-01-01T00:00:00Z'),
        notAfter: new Date('2027-01-11T00:00:00Z'),
      }),
    ).toMatchObject({
      CertificateEndsSoon: 'vector(1799625600) - time() < 288000',
      CertificateEnds: 'vector(1799625600) - time() < 86400',
    });
  });

  test('with cert-manager, alerts fire at a half and a quarter of renewBefore, under either namespace label', () => {
    const metric = 'certmanager_certificate_expiration_timestamp_seconds';
    const left =
      `min((${metric}{name="catalog-tls",namespace="catalog"} or ` +
      `${metric}{name="catalog-tls",exported_namespace="catalog"}) > 0) - time()`;
    expect(expressions(rulesOf({}, { tls: Tls.certManager({ validity: Duration.days(90) }) }))).toEqual({
      ...OF_KUBE_APISERVER,
      CertificateEndsSoon: `${left} < 1296000`,
      CertificateEnds: `${left} < 648000`,
    });
    expect(
      expressions(
        rulesOf({}, { tls: Tls.certManager({ validity: Duration.days(90), renewBefore: Duration.days(10) }) }),
      ),
    ).toMatchObject({ CertificateEndsSoon: `${left} < 432000`, CertificateEnds: `${left} < 216000` });
  });
});

test('every alert has a severity, names its server and says what to do', () => {
  for (const { labels, annotations } of rulesOf({ serverMetrics: true })) {
    expect(labels).toEqual({
      severity: expect.stringMatching(/^(critical|warning)$/),
      namespace: 'catalog',
      service: 'catalog',
    });
    expect(Object.keys(annotations).sort()).toEqual(['description', 'summary']);
  }
});

test('alertLabels override the defaults, and runbookUrl gets a fragment for every alert', () => {
  const [first] = rulesOf({
    alertLabels: { severity: 'page', team: 'catalog' },
    runbookUrl: 'https://runbooks.example.com/servers',
  });
  expect(first?.labels).toEqual({ severity: 'page', namespace: 'catalog', service: 'catalog', team: 'catalog' });
  expect(first?.annotations.runbook_url).toBe('https://runbooks.example.com/servers#extensionapiserverunavailable');
});

test('a description names kubectl logs with the labels of the pods; outside the cluster it names no kubectl', () => {
  const described = (props: Partial<ExtensionApiServerProps>): string =>
    rulesOf({ serverMetrics: true }, props).find(({ alert }) => alert.endsWith('Errors'))!.annotations.description!;
  expect(described({ image: undefined, backend: Backend.fromPods({ app: 'x', tier: 'y' }) })).toContain(
    '"kubectl -n catalog logs -l app=x,tier=y --all-containers"',
  );
  expect(described({ image: undefined, backend: Backend.addresses(['192.0.2.7']) })).toBe(
    'The server answers with 5xx. Its log says why.',
  );
});

test('monitoring.namespace is given: the rule has the name of the server and its namespace', () => {
  expect(ruleOf({})?.metadata).toMatchObject({ name: 'catalog', namespace: 'catalog' });
  expect(ruleOf({ namespace: 'monitoring', labels: { release: 'prometheus' } })?.metadata).toEqual({
    name: 'catalog.catalog',
    namespace: 'monitoring',
    labels: { 'app.kubernetes.io/component': 'apiserver', 'app.kubernetes.io/name': 'catalog', release: 'prometheus' },
  });
});

test.each([
  [
    { namespace: 'Monitoring' },
    {},
    'app/catalog: monitoring.namespace must be a DNS label of lower-case letters, digits and "-", got ' +
      '"Monitoring"; use a name such as "metrics"',
  ],
  [
    { runbookUrl: 'runbooks.example.com' },
    {},
    'app/catalog: monitoring.runbookUrl must be an address of the web without a fragment, got ' +
      '"runbooks.example.com"; use one such as "https://runbooks.example.com/extension-api-server"',
  ],
  [
    { runbookUrl: 'https://runbooks.example.com/#a' },
    {},
    'app/catalog: monitoring.runbookUrl must be an address of the web without a fragment, got ' +
      '"https://runbooks.example.com/#a"; use one such as "https://runbooks.example.com/extension-api-server"',
  ],
  [
    { expiryWarning: Duration.days(7) },
    {},
    'app/catalog: monitoring.expiryWarning must be longer than monitoring.expiryCritical, and both longer than ' +
      'nothing, got "7 days and 7 days"; use Duration.days(30) and Duration.days(7), or leave both out',
  ],
  [
    { expiryCritical: Duration.days(0) },
    {},
    'app/catalog: monitoring.expiryWarning must be longer than monitoring.expiryCritical, and both longer than ' +
      'nothing, got "30 days and 0 seconds"; use Duration.days(30) and Duration.days(7), or leave both out',
  ],
  [
    { expiryCritical: Duration.days(3) },
    { tls: existing },
    'app/catalog: monitoring.expiryCritical must be left out where synth cannot see the certificate, got "3 ' +
      'days"; watch it where it is issued',
  ],
])('%j is refused', (monitoring: MonitoringOptions, props: Partial<ExtensionApiServerProps>, message) => {
  expect(() => serverWith({ ...props, monitoring })).toThrow(message);
});

describe('docs/monitoring.md', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'monitoring.md'), 'utf8');

  test('has one heading for every alert', () => {
    expect([...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => name)).toEqual(
      rulesOf({ serverMetrics: true }).map(({ alert }) => alert),
    );
  });

  test('quotes the app of a story', () => {
    const story = readFileSync(join(__dirname, '..', 'scenarios', 'watched-by-prometheus', 'app.ts'), 'utf8');
    expect(/```ts\n([\s\S]*?)```/.exec(text)?.[1]).toBe(story);
  });
});
