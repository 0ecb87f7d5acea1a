import { JsonObject } from '../manifest';

/**
 * k8s.io/apiserver answers these without asking who calls. `/livez` says whether a restart would help, `/readyz` whether it can serve.
 * https://kubernetes.io/docs/reference/using-api/health-checks/
 */
export function probes(port: number): JsonObject {
  const get = (path: string): JsonObject => ({ httpGet: { path, port, scheme: 'HTTPS' } });
  return {
    // A minute for storage to come up beside it; until then liveness waits.
    startupProbe: { ...get('/livez'), periodSeconds: 2, failureThreshold: 30 },
    livenessProbe: get('/livez'),
    // Out of the Service within ten seconds.
    readinessProbe: { ...get('/readyz'), periodSeconds: 5, failureThreshold: 2 },
  };
}
