import { Duration } from 'cdk8s';
import { Complaint, refuse } from '../errors';
import { sorted } from '../kubernetes/manifest';
import { checkNamespace, clusterScopedStem } from '../kubernetes/names';
import { thresholds } from '../pki/remaining-life';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { MonitoringOptions } from '../props/monitoring';
import { Expiry, ExpiryAlerts, Monitoring, ServingCertificate } from '../model/server';
import { ServerSubject } from './subject';

/**
 * Opt-in: a cluster without the CustomResourceDefinition of the Prometheus Operator refuses the object, and with it the
 * whole apply.
 */
export function resolveMonitoring(
  { path, name, namespace }: ServerSubject,
  { monitoring }: ExtensionApiServerProps,
  { expiry }: ServingCertificate,
): Monitoring | undefined {
  if (monitoring === undefined) {
    return undefined;
  }
  const where = monitoring.namespace ?? namespace;
  refuse(path, checkNamespace(where, 'monitoring.namespace') ?? checkUrl(monitoring.runbookUrl));
  return {
    // In a namespace with the rules of other servers the name alone is not unique.
    name: where === namespace ? name : clusterScopedStem(name, namespace),
    namespace: where,
    labels: sorted({ ...monitoring.labels }),
    alertLabels: sorted({ ...monitoring.alertLabels }),
    runbookUrl: monitoring.runbookUrl,
    expiry: expiryAlerts(path, monitoring, expiry),
    serverMetrics: monitoring.serverMetrics ?? false,
  };
}

function expiryAlerts(
  path: string,
  { expiryWarning, expiryCritical }: MonitoringOptions,
  expiry: Expiry | undefined,
): ExpiryAlerts | undefined {
  if (expiry === undefined) {
    const given = Object.entries({ expiryWarning, expiryCritical }).find(([, value]) => value !== undefined);
    refuse(
      path,
      given && {
        must: `monitoring.${given[0]} must be left out where synth cannot see the certificate`,
        got: given[1]?.toHumanString(),
        fix: 'watch it where it is issued',
      },
    );
    return undefined;
  }
  const decided = decidedSeconds(expiry);
  const warningSeconds = seconds(expiryWarning) ?? decided.warningSeconds;
  const criticalSeconds = seconds(expiryCritical) ?? decided.criticalSeconds;
  refuse(path, checkOrder(warningSeconds, criticalSeconds));
  return { end: expiry, warningSeconds, criticalSeconds };
}

/** A fraction of a second is none to Prometheus. */
function seconds(duration: Duration | undefined): number | undefined {
  return duration && Math.floor(duration.toSeconds({ integral: false }));
}

/**
 * The thresholds of the notices at synth. With cert-manager: warn after half of the time that it has for the renewal.
 */
function decidedSeconds(expiry: Expiry): Omit<ExpiryAlerts, 'end'> {
  if (expiry.kind === 'cert-manager') {
    return {
      warningSeconds: Math.floor(expiry.renewBeforeSeconds / 2),
      criticalSeconds: Math.floor(expiry.renewBeforeSeconds / 4),
    };
  }
  const { soon, overdue } = thresholds(expiry);
  return { warningSeconds: Math.floor(soon / 1000), criticalSeconds: Math.floor(overdue / 1000) };
}

function checkOrder(warningSeconds: number, criticalSeconds: number): Complaint | undefined {
  return warningSeconds > criticalSeconds && criticalSeconds > 0
    ? undefined
    : {
        must: 'monitoring.expiryWarning must be longer than monitoring.expiryCritical, and both longer than nothing',
        got: `${Duration.seconds(warningSeconds).toHumanString()} and ${Duration.seconds(criticalSeconds).toHumanString()}`,
        fix: 'use Duration.days(30) and Duration.days(7), or leave both out',
      };
}

function checkUrl(url: string | undefined): Complaint | undefined {
  return url === undefined || /^https?:\/\/[^\s#]+$/.test(url)
    ? undefined
    : {
        must: 'monitoring.runbookUrl must be an address of the web without a fragment',
        got: url,
        fix: 'use one such as "https://runbooks.example.com/extension-api-server"',
      };
}
