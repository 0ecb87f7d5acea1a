import { Complaint, refuse } from '../errors';
import { JsonObject } from '../kubernetes/manifest';
import { checkPort } from '../kubernetes/names';
import { ProbesOptions } from '../props/probes';

/**
 * k8s.io/apiserver answers these endpoints without authentication. `/livez` says whether a restart would help,
 * `/readyz` whether the server can serve. https://kubernetes.io/docs/reference/using-api/health-checks/
 *
 * Both endpoints check etcd. A restart does not bring etcd back, and a pod in CrashLoopBackOff stays down longer than
 * etcd did.
 * https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/server/options/etcd.go#L359
 */
export function probes(
  where: string,
  securePort: number,
  storedInEtcd: boolean,
  { port = securePort, scheme = 'HTTPS', livenessPath, readinessPath = '/readyz' }: ProbesOptions = {},
): JsonObject {
  const get = (path: string): JsonObject => ({ httpGet: { path, port, scheme } });
  const livez = livenessPath ?? (storedInEtcd ? '/livez?exclude=etcd' : '/livez');
  refuse(
    where,
    checkPort('probes.port', port) ??
      checkScheme(scheme) ??
      checkPath('probes.livenessPath', livez) ??
      checkPath('probes.readinessPath', readinessPath),
  );
  const live = get(livez);
  return {
    // Liveness and readiness wait for it: every 2 s, so that a quick server is ready without delay; 30 times, because a
    // server that starts together with its etcd, or reads many objects first, may need a minute.
    startupProbe: { ...live, periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: live,
    // Out of the Service within ten seconds.
    readinessProbe: { ...get(readinessPath), periodSeconds: 5, failureThreshold: 2 },
  };
}

function checkScheme(scheme: string): Complaint | undefined {
  return scheme === 'HTTP' || scheme === 'HTTPS'
    ? undefined
    : { must: 'probes.scheme must be HTTPS or HTTP', got: scheme, fix: 'leave it out for HTTPS' };
}

function checkPath(what: string, path: string): Complaint | undefined {
  return typeof path === 'string' && path.startsWith('/')
    ? undefined
    : { must: `${what} must be a path that begins with "/"`, got: path, fix: 'use one such as "/healthz"' };
}
