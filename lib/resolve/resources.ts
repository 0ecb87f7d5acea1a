import { JsonObject } from '../manifest';
import { ProfileDefaults } from '../profile';

/**
 * Memory is limited, because a leak must not take the node down; CPU is not, because a throttled API server slows the whole cluster's
 * discovery down. Ephemeral storage counts the log and /tmp.
 */
export const RESOURCES: { readonly [kind in ProfileDefaults['resources']]: JsonObject | undefined } = {
  production: {
    requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '128Mi' },
    limits: { 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
  },
  small: { requests: { cpu: '10m', memory: '64Mi' } },
  none: undefined,
};
