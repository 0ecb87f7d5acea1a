import { Manifest } from '../kubernetes/manifest';
import { Server } from '../model/server';
import { meta } from './metadata';

/** Allows traffic to the secure port, and what the user adds; nothing else. */
export function networkPolicy(server: Server): Manifest[] {
  return server.networkPolicy
    ? [
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: meta(server, server.name),
          spec: { ...server.networkPolicy.spec, podSelector: { matchLabels: server.networkPolicy.podLabels } },
        },
      ]
    : [];
}
