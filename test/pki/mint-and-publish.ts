import { callsSoFar } from './kill-at-call';
import { X509Certificate } from 'node:crypto';
import { ALGORITHMS } from '../../lib/pki/algorithm';
import { fingerprint } from '../../lib/pki/inspect';
import { fillStandby, mintGeneration, mintSlots, systemRandom } from '../../lib/pki/mint';
import { rotate } from '../../lib/pki/rotation';
import { Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';

/**
 * What synth does with keys, and nothing else: reads those of the servers named on the command line, mints what is
 * missing, publishes. With `ROTATE` it rotates what is there, and mints the standby.
 */
const { KEYS = '', START_AT = '0', ROTATE } = process.env;
const wait = Number(START_AT) - Date.now();
if (wait > 0) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
}
process.stdout.write('begin\n');
const store = new DiskStore(KEYS);
const used: { [name: string]: X509Certificate } = {};
for (const name of process.argv.slice(2)) {
  const id = { namespace: 'ns', name };
  let slots = store.read(name, id);
  const request = {
    dnsNames: [`${name}.ns.svc`],
    algorithm: ALGORITHMS.ECDSA_P256,
    serviceDays: 365,
    now: new Date(),
    random: systemRandom,
  };
  if (!slots) {
    slots = mintSlots(request);
    store.stage(name, id, slots);
  } else if (ROTATE) {
    slots = fillStandby(rotate(slots, { now: request.now, applied: true }) as Slots, (number, lives) =>
      mintGeneration(number, request, lives),
    );
    store.stage(name, id, slots);
  }
  used[name] = slots.current.certificate;
}
try {
  store.publish();
  const fingerprints = Object.fromEntries(
    Object.entries(used).map(([name, certificate]) => [name, fingerprint(certificate)]),
  );
  process.stdout.write(JSON.stringify({ calls: callsSoFar(), fingerprints }));
} catch (error) {
  process.stderr.write((error as Error).message);
  process.exitCode = 1;
}
