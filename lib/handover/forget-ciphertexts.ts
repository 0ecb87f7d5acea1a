import { ElsewhereDelivery, PlainDelivery } from '../delivery/contract';
import { Complaint, refuse } from '../errors';
import { Generation, Slots } from '../pki/slots';
import { Owner } from './generated';

/**
 * The slots for a delivery that needs the keys themselves. Where they were encrypted before and are here, the ciphertexts leave the state: it must
 * not say that nobody can know the keys. Where they are not here, nobody can hand them over. The same object where nothing was encrypted.
 */
export function forgetCiphertexts(owner: Owner, slots: Slots, delivery: PlainDelivery | ElsewhereDelivery): Slots {
  const { current, standby } = slots;
  refuse(owner.path, checkKeyIsKnown(owner, current, delivery, `run synth where ${owner.location}/${current.number}.key is, if it is anywhere, and commit the folder, or move ${owner.location} away to mint new keys and apply everything at once`));
  refuse(owner.path, standby && checkKeyIsKnown(owner, standby, delivery, `run "npx cdk8s-extension-api-server pki forget ${owner.server} --standby", synthesize, which mints another, commit and apply`));
  return current.encrypted || standby?.encrypted
    ? { ...slots, current: { ...current, encrypted: undefined }, standby: standby && { ...standby, encrypted: undefined } } : slots;
}

function checkKeyIsKnown({ location }: Owner, { number, privateKey, encrypted }: Generation, { kind }: PlainDelivery | ElsewhereDelivery, fix: string): Complaint | undefined {
  return privateKey || !encrypted ? undefined : {
    must: `${location}: the key of generation ${number} was encrypted for the delivery ${encrypted.delivery}`,
    got: `${kind === 'plain' ? 'plain' : 'one to which the key is handed over'}, and no key on this machine`,
    fix: `change that back, or ${fix}`,
  };
}
