import { Manifest } from '../kubernetes/manifest';
import { selectorOf, Server } from '../model/server';
import { meta } from './metadata';

/** Keeps replicas running while nodes are drained. */
export function podDisruptionBudget(server: Server): Manifest[] {
  return server.podDisruptionBudget
    ? [
        {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: meta(server, server.name),
          spec: { ...server.podDisruptionBudget, selector: { matchLabels: selectorOf(server.backend) } },
        },
      ]
    : [];
}
