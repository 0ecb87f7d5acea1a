import { refuse } from '../../errors';
import { fixtureConditions } from '../fixture';
import { fillStandby } from '../mint';
import { FrontProxyMint, mintFrontProxy, mintFrontProxySlots } from './mint-front-proxy';
import { Slots } from '../slots';
import { DiskStore } from '../store/disk';
import { checkMintingAllowed } from '../store/missing-state';

/** Not a valid name of a namespace, so the state of a front proxy cannot be mistaken for a server's. */
const NAMESPACE = '_kube-apiserver';

export interface FrontProxyState {
  readonly slots: Slots;
  /** The folder, for messages. */
  readonly location: string;
  readonly minted: boolean;
  /** Writes minted keys; called when everything else was found valid. */
  readonly publish: () => void;
}

/** Reads the state, or mints it at the first synth. It is kept beside the servers' state, in the same form. */
export function frontProxyState(where: string, folder: string, name: string, request: FrontProxyMint): FrontProxyState {
  const id = { namespace: NAMESPACE, name };
  const store = new DiskStore(folder);
  const location = store.location(id);
  const found = store.read(where, id);
  if (found?.standby) {
    return { slots: found, location, minted: false, publish: () => {} };
  }
  refuse(where, checkMintingAllowed(process.env, location, found && 'a rotation without the synth after it'));
  const slots = found
    ? fillStandby(found, (number, serviceLives) => mintFrontProxy(number, request, serviceLives))
    : mintFrontProxySlots(request);
  store.stage(where, id, slots);
  return { slots, location, minted: true, publish: () => store.publish() };
}

/** For tests: nothing is read from or written to a disk. */
export function frontProxyFixture(commonName: string): Slots {
  return mintFrontProxySlots({ commonName, ...fixtureConditions(`front proxy ${commonName}`) });
}
