import { createHash } from 'node:crypto';
import { fixtureAlgorithm } from '../../lib/pki/algorithm';
import { Conditions, fillStandby, mintGeneration, mintSlots } from '../../lib/pki/mint';
import { mintFrontProxySlots } from '../../lib/pki/front-proxy/mint-front-proxy';
import { Encrypted, Generation, Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { temporaryFolder } from '../pki/temporary-folder';
import { NOW } from './run';

const DAY = 24 * 60 * 60 * 1000;
export const before = (days: number): Date => new Date(NOW.getTime() - days * DAY);
export const after = (days: number): Date => before(-days);

/** Keys derived from a name, so that fingerprints never change; created `daysAgo`, valid for a year. */
function conditions(seed: string, daysAgo: number): Conditions {
  let count = 0;
  const bytes = (): Buffer => createHash('sha256').update(`${seed} ${count++}`).digest();
  return {
    algorithm: fixtureAlgorithm(bytes),
    serviceDays: 365,
    now: before(daysAgo),
    random: size => bytes().subarray(0, size),
  };
}

const dnsNameOf = (server: string): string => `${server.split('/').reverse().join('.')}.svc`;
export const minted = (server: string, daysAgo = 0): Slots =>
  mintSlots({ ...conditions(server, daysAgo), dnsNames: [dnsNameOf(server)] });
export const frontProxy = (daysAgo = 0): Slots =>
  mintFrontProxySlots({ ...conditions('front proxy', daysAgo), commonName: 'front-proxy-client' });
/** Adds the standby, as synth does after a rotation. */
export const refilled = (server: string, slots: Slots): Slots =>
  fillStandby(slots, (number, lives) =>
    mintGeneration(number, { ...conditions(`${server} ${number}`, 0), dnsNames: [dnsNameOf(server)] }, lives),
  );

const keyless = (generation: Generation, encrypted?: Encrypted): Generation => ({
  ...generation,
  privateKey: undefined,
  encrypted,
});
export const withoutKeys = (slots: Slots): Slots => ({
  ...slots,
  current: keyless(slots.current),
  standby: slots.standby && keyless(slots.standby),
});
export const sealed = (slots: Slots): Slots => {
  const encrypted = {
    delivery: 'sealed-secret',
    recipient: 'a sealing certificate',
    binding: 'shop/catalog-tls',
    ciphertext: { spec: {} },
  };
  return {
    ...slots,
    current: keyless(slots.current, encrypted),
    standby: slots.standby && keyless(slots.standby, encrypted),
  };
};

/** A state folder with these servers, as synth writes it. */
export function stateOf(servers: { readonly [server: string]: Slots }): string {
  const folder = `${temporaryFolder()}/pki`;
  const store = new DiskStore(folder);
  for (const [server, slots] of Object.entries(servers)) {
    store.stage(server, idOf(server), slots);
  }
  store.publish();
  return folder;
}

export function idOf(server: string): { namespace: string; name: string } {
  const [namespace = '', name = ''] = server.split('/');
  return { namespace, name };
}

export const slotsIn = (folder: string, server: string): Slots => new DiskStore(folder).read(server, idOf(server))!;
/** The numbers of the generations: previous, current, standby. */
export function numbersIn(folder: string, server: string): (number | undefined)[] {
  const { previous, current, standby } = slotsIn(folder, server);
  return [previous?.number, current.number, standby?.number];
}
