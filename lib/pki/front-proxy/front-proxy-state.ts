import { createHash } from 'node:crypto';
import { refuse } from '../../errors';
import { fixtureAlgorithm } from '../algorithm';
import { fillStandby } from '../mint';
import { FrontProxyMint, mintFrontProxy, mintFrontProxySlots } from './mint-front-proxy';
import { Slots } from '../slots';
import { DiskStore } from '../store/disk';
import { checkMintingAllowed } from '../store/missing-state';

/** No namespace can be called this, so no server's certificates can be taken for a front proxy's. */
const NAMESPACE = '_kube-apiserver';

export interface FrontProxyState {
  readonly slots: Slots;
  /** How messages call the place. */
  readonly location: string;
  readonly minted: boolean;
  /** Writes what was minted; called when everything else was found valid. */
  readonly publish: () => void;
}

/** What was minted once, or what is minted now. It lies beside the servers' certificates and in the same form. */
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

const FIXTURE_BEGIN = new Date('2020-01-01T00:00:00Z');
const FIXTURE_DAYS = 36500;

/** For tests: keys that anybody can compute from the name, dates that never end, nothing on disk. */
export function frontProxyFixture(commonName: string): Slots {
  let count = 0;
  const bytes = (): Buffer => createHash('sha256').update(`fixture ${count++} of front proxy ${commonName}`).digest();
  return mintFrontProxySlots({
    commonName,
    algorithm: fixtureAlgorithm(bytes),
    serviceDays: FIXTURE_DAYS,
    now: FIXTURE_BEGIN,
    random: size => bytes().subarray(0, size),
  });
}
