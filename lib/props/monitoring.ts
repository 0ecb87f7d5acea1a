import { Duration } from 'cdk8s';

/** Alerts on the server, in a PrometheusRule of the Prometheus Operator. `{}` emits it with all defaults. */
export interface MonitoringOptions {
  /**
   * Namespace of the PrometheusRule. Some Prometheus installations, such as OpenShift's for user projects, evaluate a
   * rule only over metrics of its own namespace. Then use a namespace that sees the metrics of kube-apiserver.
   *
   * @default - the server's namespace
   */
  readonly namespace?: string;

  /**
   * Labels of the PrometheusRule, in addition to those of every object. Your Prometheus selects its rules by them
   * (`ruleSelector`), for example by `release: kube-prometheus-stack`.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Labels added to every alert, for the routes of Alertmanager. They override `severity`, `namespace` and `service`.
   *
   * @default {} - none
   */
  readonly alertLabels?: { readonly [key: string]: string };

  /**
   * Address of your runbook, for the annotation `runbook_url`. The name of the alert in lower case is appended as a
   * fragment, so one Markdown page with a heading for each alert is enough.
   *
   * @default - no `runbook_url`
   */
  readonly runbookUrl?: string;

  /**
   * How long before the certificate expires the warning fires.
   *
   * @default - a third of its validity, at most 30 days; half of `renewBefore` where cert-manager renews it
   */
  readonly expiryWarning?: Duration;

  /**
   * How long before the certificate expires the critical alert fires.
   *
   * @default - a tenth of its validity, at most 7 days; a quarter of `renewBefore` where cert-manager renews it
   */
  readonly expiryCritical?: Duration;

  /**
   * Whether Prometheus scrapes the server, with the labels `namespace` and `service` that a ServiceMonitor sets. This
   * adds alerts on failing requests and failing TLS handshakes, for servers built with k8s.io/apiserver.
   *
   * @default false
   */
  readonly serverMetrics?: boolean;
}
