import { ElsewhereDelivery } from './delivery-strategy';

/** The user creates the Secret, whose name follows from the server's name. */
export function manual(): ElsewhereDelivery {
  return {
    kind: 'elsewhere',
    check: () => undefined,
    destination: 'the Secret of type kubernetes.io/tls that the pods mount, which you create',
    keepsStandby: false,
    manifest: () => undefined,
  };
}
