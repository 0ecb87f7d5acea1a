import { PrometheusRuleSpecGroupsRules, toJson_PrometheusRuleSpec } from '../../imports/monitoring.coreos.com';
import { JsonObject, Manifest } from '../kubernetes/manifest';
import { Monitoring, Server } from '../model/server';
import { alerts, Alert } from './alerts';
import { clusterMeta } from './metadata';

/** Alerts of the server: https://prometheus-operator.dev/docs/developer/alerting/ */
export function prometheusRule(server: Server): Manifest[] {
  const { monitoring } = server;
  return monitoring
    ? [
        {
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'PrometheusRule',
          metadata: {
            ...clusterMeta(server, monitoring.name, { labels: monitoring.labels }),
            namespace: monitoring.namespace,
          },
          spec: toJson_PrometheusRuleSpec({
            groups: [
              { name: server.stem, rules: alerts(server, monitoring).map(alert => rule(server, monitoring, alert)) },
            ],
          }) as JsonObject,
        },
      ]
    : [];
}

/**
 * The labels `namespace` and `service` identify the server. Not every expression yields them, and people route and
 * silence alerts by them.
 */
function rule(
  { name, namespace }: Server,
  { alertLabels, runbookUrl }: Monitoring,
  { alert, expr, duration, severity, summary, description }: Alert,
): PrometheusRuleSpecGroupsRules {
  return {
    alert,
    expr,
    for: duration,
    labels: { severity, namespace, service: name, ...alertLabels },
    annotations: {
      summary,
      description,
      ...(runbookUrl === undefined ? {} : { runbook_url: `${runbookUrl}#${alert.toLowerCase()}` }),
    },
  };
}
