// When each alert must fire and when it must not, as promtool runs it. The series are those of the programs, made from
// the objects that stand beside the rule, and not from its expressions: a metric or label that is misspelt there stays
// silent here.
import type { KubernetesObject } from './scanner';

/** A server as its alerts know it. */
export interface Watched {
  readonly namespace: string;
  readonly service: string;
  readonly apiServices: readonly KubernetesObject[];
  /** The Certificate that cert-manager renews, where it does. */
  readonly certificate: string | undefined;
}

/** https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
export interface AlertTest {
  readonly interval: '1m';
  readonly start_timestamp?: number;
  readonly input_series: readonly Series[];
  readonly promql_expr_test: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
}

interface Series {
  readonly series: string;
  readonly values: string;
}

/** An event, and the minute at which the alert must fire or not. */
interface Event {
  readonly what: string;
  readonly fires: boolean;
  readonly minute: number;
  readonly series: readonly Series[];
  /** Unix time of the minute 0. */
  readonly start?: number;
}

const DAY = 86_400;

const series = (metric: string, labels: Readonly<Record<string, string>>, values: string): Series => ({
  series: `${metric}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')}}`,
  values,
});
const unavailable = ({ metadata: { name } }: KubernetesObject, instance: string, value: 0 | 1): Series =>
  series('aggregator_unavailable_apiservice', { name, instance }, `${value}x60`);
/**
 * Series begin with their first event:
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/controllers/status/metrics/metrics.go
 */
const flaps = ({ metadata: { name } }: KubernetesObject, instance: string, reason: string, values: string): Series =>
  series('aggregator_unavailable_apiservice_total', { name, reason, instance }, values);
/** When Prometheus looks at a kube-apiserver: whether it sees a zero or a one does not matter here. */
const scraped = ({ metadata: { name } }: KubernetesObject, instance: string, values = '0x120'): Series =>
  series('aggregator_unavailable_apiservice', { name, instance }, values);
const terminated = ({ spec: { group, version } }: KubernetesObject, values: string): Series =>
  series(
    'apiserver_request_terminations_total',
    { verb: 'LIST', group, version, resource: 'things', component: 'aggregator', code: '500' },
    values,
  );
const answered = ({ spec: { group, version } }: KubernetesObject, code: string, perMinute: number): Series =>
  series('apiserver_request_total', { group, version, code }, `0+${perMinute}x60`);

const EVENTS: Readonly<Record<string, (one: KubernetesObject, watched: Watched, expr: string) => readonly Event[]>> = {
  ExtensionApiServerUnavailable: one => [
    {
      what: 'one of two kube-apiservers does not reach it',
      fires: true,
      minute: 10,
      series: [unavailable(one, 'a', 0), unavailable(one, 'b', 1)],
    },
    { what: 'it was restarted', fires: false, minute: 4, series: [unavailable(one, 'a', 1)] },
    { what: 'all is well', fires: false, minute: 60, series: [unavailable(one, 'a', 0)] },
  ],
  ExtensionApiServerFlapping: one => [
    {
      what: 'four times in an hour',
      fires: true,
      minute: 115,
      series: [scraped(one, 'a'), flaps(one, 'a', 'MissingEndpoints', '3x69 4x9 5x9 6x9 7x40')],
    },
    {
      what: 'four times in an hour, and never before',
      fires: true,
      minute: 115,
      series: [scraped(one, 'a'), flaps(one, 'a', 'MissingEndpoints', '_x69 1x9 2x9 3x9 4x40')],
    },
    {
      what: 'four times in an hour, each time another kube-apiserver or reason',
      fires: true,
      minute: 115,
      series: ['a', 'b'].flatMap(instance => [
        scraped(one, instance),
        ...['MissingEndpoints', 'FailedDiscoveryCheck'].map((reason, index) =>
          flaps(one, instance, reason, `_x${70 + 10 * index} 1x60`),
        ),
      ]),
    },
    {
      what: 'four times in an hour, and kube-apiserver restarts',
      fires: true,
      minute: 115,
      series: [scraped(one, 'a', '0x84 _x4 0x60'), flaps(one, 'a', 'MissingEndpoints', '5x69 6x9 7x4 _x14 1x5 2x40')],
    },
    {
      what: 'three times in an hour',
      fires: false,
      minute: 115,
      series: [scraped(one, 'a'), flaps(one, 'a', 'MissingEndpoints', '3x69 4x9 5x9 6x40')],
    },
    {
      what: 'three times in an hour, and never before',
      fires: false,
      minute: 115,
      series: [scraped(one, 'a'), flaps(one, 'a', 'MissingEndpoints', '_x69 1x9 2x9 3x50')],
    },
    {
      what: 'often, before Prometheus was there',
      fires: false,
      minute: 50,
      series: [scraped(one, 'a'), flaps(one, 'a', 'MissingEndpoints', '7x120')],
    },
    {
      what: 'often, before Prometheus was away',
      fires: false,
      minute: 100,
      series: [scraped(one, 'a', '0x10 _x50 0x60'), flaps(one, 'a', 'MissingEndpoints', '7x10 _x50 7x60')],
    },
    {
      what: 'often, and long ago',
      fires: false,
      minute: 115,
      series: [scraped(one, 'a'), flaps(one, 'a', 'MissingEndpoints', '1x4 2x4 3x4 4x4 5x110')],
    },
  ],
  ExtensionApiServerUnobserved: (one, { apiServices }) => [
    {
      what: 'kube-apiserver knows the others alone',
      fires: true,
      minute: 20,
      series: apiServices.filter(other => other !== one).map(other => unavailable(other, 'a', 0)),
    },
    {
      what: 'kube-apiserver knows all',
      fires: false,
      minute: 20,
      series: apiServices.map(other => unavailable(other, 'a', 0)),
    },
  ],
  ExtensionApiServerNotReached: one => [
    {
      what: 'available, and requests end in kube-apiserver',
      fires: true,
      minute: 20,
      series: [unavailable(one, 'a', 0), terminated(one, '0+6x60')],
    },
    {
      what: 'unavailable, which is another alert',
      fires: false,
      minute: 20,
      series: [unavailable(one, 'a', 1), terminated(one, '0+6x60')],
    },
    {
      what: 'requests ended there once',
      fires: false,
      minute: 20,
      series: [unavailable(one, 'a', 0), terminated(one, '5x60')],
    },
  ],
  ExtensionApiServerCertificateEndsSoon: (one, watched, expr) => expiry(one, watched, expr),
  ExtensionApiServerCertificateEnds: (one, watched, expr) => expiry(one, watched, expr),
  ExtensionApiServerErrors: one => [
    {
      what: 'one request in ten fails',
      fires: true,
      minute: 20,
      series: [answered(one, '500', 10), answered(one, '200', 90)],
    },
    {
      what: 'one request in a hundred fails',
      fires: false,
      minute: 20,
      series: [answered(one, '500', 1), answered(one, '200', 99)],
    },
    {
      what: 'callers are wrong',
      fires: false,
      minute: 20,
      series: [answered(one, '404', 50), answered(one, '200', 50)],
    },
  ],
  ExtensionApiServerHandshakesFail: (_one, { namespace, service }) => {
    const failed = (values: string): Series =>
      series('apiserver_tls_handshake_errors_total', { namespace, service, pod: 'a' }, values);
    return [
      { what: 'every minute one', fires: true, minute: 30, series: [failed('0+1x60')] },
      { what: 'some, long ago', fires: false, minute: 30, series: [failed('7x60')] },
    ];
  },
};

/** How long before the end is the rule's to choose; when the end is, the APIService says, or cert-manager. */
function expiry({ metadata }: KubernetesObject, { namespace, certificate }: Watched, expr: string): Event[] {
  const before = Number(/< (\d+)$/.exec(expr)?.[1]);
  if (certificate !== undefined) {
    const ends = (label: string, end: number): Series =>
      series(
        'certmanager_certificate_expiration_timestamp_seconds',
        { name: certificate, [label]: namespace },
        `${end}x180`,
      );
    return [
      ...['namespace', 'exported_namespace'].map(label => ({
        what: `it ends, says the label ${label}`,
        fires: true,
        minute: 120,
        series: [ends(label, before)],
      })),
      { what: 'a day earlier', fires: false, minute: 120, series: [ends('namespace', before + DAY)] },
      { what: 'it was not issued yet', fires: false, minute: 120, series: [ends('namespace', 0)] },
    ];
  }
  const end = Date.parse(metadata.annotations?.['cdk8s-extension-api-server/not-after'] ?? '') / 1000;
  return [
    { what: 'it ends', fires: true, minute: 120, series: [], start: end - before },
    { what: 'a day earlier', fires: false, minute: 120, series: [], start: end - before - DAY },
  ];
}

/** `undefined` where nobody knows when this alert should fire. */
export function alertTests(alert: string, expr: string, watched: Watched): AlertTest[] | undefined {
  const events = EVENTS[alert];
  return (
    events &&
    watched.apiServices.flatMap(one =>
      events(one, watched, expr).map(({ what, fires, minute, start, series: given }) => ({
        interval: '1m' as const,
        ...(start === undefined ? {} : { start_timestamp: start }),
        input_series: given,
        promql_expr_test: [
          {
            // promtool shows this text when a test fails: hence the comment.
            expr:
              `(count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0) or vector(0) # ${alert}: ` +
              `${one.metadata.name}: ${what}`,
            eval_time: `${minute}m`,
            exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }],
          },
        ],
      })),
    )
  );
}
