import { ElsewhereDelivery } from './delivery-strategy';

/** Somebody creates the Secret: what it must be called follows from the server's name. */
export function manual(): ElsewhereDelivery {
  return {
    kind: 'elsewhere',
    check: () => undefined,
    destination: 'the Secret of type kubernetes.io/tls that the pods mount, which is yours to create',
    keepsStandby: false,
    manifest: () => undefined,
  };
}
