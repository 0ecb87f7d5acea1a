import { EncryptedDelivery, SecretFrame } from '../delivery/delivery-strategy';

/**
 * What to add where a Secret may be in the cluster already that came in another way; nothing where it is overwritten.
 */
export function takingOver(frame: SecretFrame, delivery: EncryptedDelivery): string {
  const first = delivery.takeOver(frame);
  return first === undefined ? '' : `. Where the cluster has the Secret already, ${first}`;
}
