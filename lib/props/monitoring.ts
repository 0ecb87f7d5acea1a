import { Duration } from 'cdk8s';

/** Alerts about the server, as a PrometheusRule of the Prometheus Operator. `{}` emits it. */
export interface MonitoringOptions {
  /**
   * Namespace of the PrometheusRule. Where Prometheus confines rules to metrics of their own namespace, as OpenShift
   * does for projects of users, it must be one that may see the metrics of kube-apiserver.
   *
   * @default - the server's namespace
   */
  readonly namespace?: string;

  /**
   * Labels of the PrometheusRule beside those of every object: those by which your Prometheus selects its rules
   * (`ruleSelector`), such as `release: kube-prometheus-stack`.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Labels of every alert, over `severity`, `namespace` and `service`: for what routes your alerts.
   *
   * @default {} - none
   */
  readonly alertLabels?: { readonly [key: string]: string };

  /**
   * Address of a page that says what to do, for `runbook_url`. The name of the alert, in lower case, is added to it as
   * a fragment, so that a page in Markdown with a heading for each alert will do.
   *
   * @default - no `runbook_url`
   */
  readonly runbookUrl?: string;

  /**
   * How long before the end of the certificate to warn.
   *
   * @default - the last third of its life, and no more than 30 days; half of `renewBefore` where cert-manager renews it
   */
  readonly expiryWarning?: Duration;

  /**
   * How long before the end of the certificate the matter is critical.
   *
   * @default - the last tenth of its life, and no more than 7 days; a quarter of `renewBefore` where cert-manager
   * renews it
   */
  readonly expiryCritical?: Duration;

  /**
   * Whether Prometheus scrapes the server too, with the labels `namespace` and `service` that a ServiceMonitor gives.
   * It adds alerts on requests that fail and on TLS handshakes that fail, for servers built with k8s.io/apiserver.
   *
   * @default false
   */
  readonly serverMetrics?: boolean;
}
