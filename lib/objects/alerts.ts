import { ResolvedApi, ExpiryAlerts, Monitoring, selectorOf, Server } from '../model/server';
import { apiServiceName } from './api-service';

/** One alert; docs/monitoring.md has a heading for each name. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  /** How long the condition must hold. */
  readonly duration: string;
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
  readonly description: string;
}

export function alerts(server: Server, { expiry, serverMetrics }: Monitoring): Alert[] {
  return [
    ...availability(server),
    ...(expiry ? expiries(server, expiry) : []),
    ...(serverMetrics ? ofServer(server) : []),
  ];
}

/**
 * Alerts on the metrics of kube-apiserver. Each kube-apiserver probes for itself, hence `max`: one that cannot reach
 * the server fails every client that the load balancer sends to it. The metrics count only errors that kube-apiserver
 * itself answers with, not those of the server.
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/controllers/status/metrics/metrics.go
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/apiserver/handler_proxy.go
 */
function availability(server: Server): Alert[] {
  const { name, namespace, apis } = server;
  const names = apis.map(apiServiceName);
  const unavailable = `aggregator_unavailable_apiservice{${matcher('name', names)}}`;
  return [
    {
      alert: 'ExtensionApiServerUnavailable',
      expr: `max by (name) (${unavailable}) == 1`,
      duration: '5m',
      severity: 'critical',
      summary: 'APIService {{ $labels.name }} is unavailable.',
      description:
        'Its requests fail, and as long as it lasts no namespace in the whole cluster can be deleted and garbage collection may stand still. ' +
        `"kubectl get apiservice {{ $labels.name }} -o yaml" says why; then see "kubectl -n ${namespace} get pods,endpointslices". ${log(server)} ` +
        'If the server cannot come back soon, delete the APIService: the cluster is well without it.',
    },
    {
      alert: 'ExtensionApiServerFlapping',
      expr: `sum by (name) (${outages(names)}) >= 4`,
      duration: '5m',
      severity: 'warning',
      summary: 'APIService {{ $labels.name }} comes and goes.',
      description:
        'It became unavailable again and again within an hour. ' +
        `Look for pods that restart or are slow: kube-apiserver waits for discovery five seconds ("kubectl -n ${namespace} describe pods", "kubectl -n ${namespace} top pods").`,
    },
    {
      alert: 'ExtensionApiServerUnobserved',
      expr: names.map(apiService => `absent(aggregator_unavailable_apiservice{name="${apiService}"})`).join(' or '),
      duration: '15m',
      severity: 'warning',
      summary: 'No kube-apiserver knows of APIService {{ $labels.name }}.',
      description:
        'Either it does not exist ("kubectl get apiservice {{ $labels.name }}"), or Prometheus does not scrape kube-apiserver; then no alert on it can ever fire.',
    },
    {
      alert: 'ExtensionApiServerNotReached',
      expr:
        `sum by (group, version, code) (rate(apiserver_request_terminations_total{component="aggregator",${apiMatchers(apis)},code=~"5.."}[5m])) > 0` +
        ` unless on () (max(${unavailable}) == 1)`,
      duration: '10m',
      severity: 'warning',
      summary:
        'kube-apiserver answers requests for {{ $labels.group }}/{{ $labels.version }} with {{ $labels.code }} itself.',
      description:
        'The APIService is available, yet kube-apiserver does not pass requests on. 500 means that it cannot use the caBundle, 503 that it finds no endpoint. ' +
        `${responseBody('/apis/{{ $labels.group }}/{{ $labels.version }}')} shows the message in the response body; see also ` +
        `"kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}".`,
    },
  ];
}

/**
 * How often APIServices became unavailable within an hour. A counter series with labels begins at 1, and `increase`
 * sees no step there; kube-apiserver has one series for each reason, new after each restart. So a series that did not
 * exist an hour ago counts with its first value. If the gauge of the same kube-apiserver did not exist either, nothing
 * was scraped and the series may be old, so it does not count.
 */
function outages(names: readonly string[]): string {
  const [counter, gauge] = ['aggregator_unavailable_apiservice_total', 'aggregator_unavailable_apiservice'];
  const counted = `${counter}{${matcher('name', names)}}[1h]`;
  const begun = `min_over_time(${counted}) unless ${counter} offset 1h and on (name, instance) ${gauge} offset 1h`;
  return `increase(${counted}) or label_replace(${begun}, "begun", "true", "", "")`;
}

function expiries({ name, namespace }: Server, { end, warningSeconds, criticalSeconds }: ExpiryAlerts): Alert[] {
  const left =
    end.kind === 'dates'
      ? `vector(${Math.floor(end.notAfter.getTime() / 1000)}) - time()`
      : secondsLeft(namespace, end.certificate);
  const remedy =
    end.kind === 'dates'
      ? 'This is the certificate that was committed last: rotate or replace it, synthesize, commit and apply.'
      : `cert-manager should have renewed it: see "kubectl -n ${namespace} describe certificate ${end.certificate}".`;
  const description = `${remedy} After the end every request fails. ${AVAILABILITY_BY_VERSION}`;
  const summary = `The serving certificate of ${namespace}/${name} ends in {{ $value | humanizeDuration }}.`;
  return [
    {
      alert: 'ExtensionApiServerCertificateEndsSoon',
      expr: `${left} < ${warningSeconds}`,
      duration: '1h',
      severity: 'warning',
      summary,
      description,
    },
    {
      alert: 'ExtensionApiServerCertificateEnds',
      expr: `${left} < ${criticalSeconds}`,
      duration: '5m',
      severity: 'critical',
      summary,
      description,
    },
  ];
}

/**
 * 0 means that the certificate was not issued yet. A Prometheus that keeps its own `namespace` label renames the one of
 * the metric.
 * https://github.com/cert-manager/cert-manager/blob/v1.21.2/internal/collectors/certificate_collector.go
 */
function secondsLeft(namespace: string, certificate: string): string {
  const ends = ['namespace', 'exported_namespace'].map(
    label => `certmanager_certificate_expiration_timestamp_seconds{name="${certificate}",${label}="${namespace}"}`,
  );
  return `min((${ends.join(' or ')}) > 0) - time()`;
}

/**
 * The server's own metrics, if it is built with k8s.io/apiserver. Up to Kubernetes 1.35 a wrong caBundle shows only here,
 * because the availability probe does not verify, but every request ends in a failed handshake.
 * https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/endpoints/metrics/metrics.go
 */
function ofServer(server: Server): Alert[] {
  const { name, namespace, apis } = server;
  const requests = (more: string): string =>
    `sum by (group, version) (rate(apiserver_request_total{${apiMatchers(apis)}${more}}[5m]))`;
  return [
    {
      alert: 'ExtensionApiServerErrors',
      expr: `${requests(',code=~"5.."')} / ${requests('')} > 0.05`,
      duration: '10m',
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of the requests for {{ $labels.group }}/{{ $labels.version }} fail.',
      description: `The server answers with 5xx. ${log(server)}`,
    },
    {
      alert: 'ExtensionApiServerHandshakesFail',
      expr: `sum by (namespace, service) (rate(apiserver_tls_handshake_errors_total{namespace="${namespace}",service="${name}"}[5m])) > 0`,
      duration: '15m',
      severity: 'warning',
      summary: `A client does not trust the serving certificate of ${namespace}/${name}.`,
      description:
        `If the client is kube-apiserver, every request fails. ${AVAILABILITY_BY_VERSION} ` +
        `${responseBody(`/apis/${apis[0]!.group}/${apis[0]!.version}`)} then shows "x509" in the response body. ` +
        'Apply the APIService and the Secret of the same commit.',
    },
  ];
}

/** https://github.com/kubernetes/kubernetes/issues/137157 */
const AVAILABILITY_BY_VERSION =
  'Up to Kubernetes 1.35 the APIService stays available nevertheless; from 1.36 on it becomes unavailable.';

/** For every 503 kubectl prints one and the same text; only the response body has the cause. */
function responseBody(path: string): string {
  return `"kubectl get --raw ${path} -v=8"`;
}

function log({ namespace, backend }: Server): string {
  const labels = Object.entries(selectorOf(backend))
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
  return labels === ''
    ? 'Its log says why.'
    : `Its log says why: "kubectl -n ${namespace} logs -l ${labels} --all-containers".`;
}

/** Matches one value or any of several. In a regular expression a dot matches any character, so it is escaped. */
function matcher(label: string, values: readonly string[]): string {
  const distinct = [...new Set(values)];
  return distinct.length === 1
    ? `${label}="${distinct.join()}"`
    : `${label}=~"${distinct.join('|').replaceAll('.', '[.]')}"`;
}

function apiMatchers(apis: readonly ResolvedApi[]): string {
  return `${matcher(
    'group',
    apis.map(({ group }) => group),
  )},${matcher(
    'version',
    apis.map(({ version }) => version),
  )}`;
}
