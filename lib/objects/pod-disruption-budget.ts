import { Manifest } from '../kubernetes/manifest';
import { selectorOf, Server } from '../model/server';
import { meta } from './metadata';

/** Nodes are drained one after the other, and a replica stays. */
export function podDisruptionBudget(server: Server): Manifest[] {
  return server.disruptionBudget
    ? [
        {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: meta(server, server.name),
          spec: { ...server.disruptionBudget, selector: { matchLabels: selectorOf(server.backend) } },
        },
      ]
    : [];
}
