import { JsonObject } from '../kubernetes/manifest';

/**
 * k8s.io/apiserver answers these endpoints without authentication. `/livez` says whether a restart would help,
 * `/readyz` whether the server can serve. https://kubernetes.io/docs/reference/using-api/health-checks/
 *
 * Both endpoints check etcd. A restart does not bring etcd back, and a pod in CrashLoopBackOff stays down longer than
 * etcd did.
 * https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/server/options/etcd.go#L359
 */
export function probes(port: number, storedInEtcd: boolean): JsonObject {
  const get = (path: string): JsonObject => ({ httpGet: { path, port, scheme: 'HTTPS' } });
  const live = get(storedInEtcd ? '/livez?exclude=etcd' : '/livez');
  return {
    // Liveness and readiness wait for it: every 2 s, so that a quick server is ready without delay; 30 times, because a
    // server that starts together with its etcd, or reads many objects first, may need a minute.
    startupProbe: { ...live, periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: live,
    // Out of the Service within ten seconds.
    readinessProbe: { ...get('/readyz'), periodSeconds: 5, failureThreshold: 2 },
  };
}
