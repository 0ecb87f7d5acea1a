import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { ALGORITHMS } from '../../lib/pki/algorithm';
import { mintGeneration, systemRandom } from '../../lib/pki/mint';
import { Generation, Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { KubernetesObject, objectsOf, REQUIRED } from '../construct/server-in-app';
import { inOwnFolder } from './own-folder';

const { said, folder } = inOwnFolder();
let server = 0;
/**
 * A clock that stands still: what is minted, expected and said within one test is of one moment, also where a day
 * begins meanwhile.
 */
const NOW = new Date('2026-06-01T09:30:00Z');
const at = (now: Date): unknown => jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate'] });
beforeEach(() => {
  server += 1;
  at(NOW);
});
afterEach(() => {
  jest.useRealTimers();
});

const DAY = 86_400_000;
/** Each has a name of its own, because a notice is given once a process. */
const name = (): string => `server-${server}`;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY);
const date = (days: number): string => inDays(days).toISOString().slice(0, 10);

/** A certificate that was minted for a year and has these days left, and half a day more. */
function generation(number: number, daysLeft: number): Generation {
  const request = {
    dnsNames: [`${name()}.catalog.svc`, `${name()}.catalog.svc.cluster.local`],
    algorithm: ALGORITHMS.ECDSA_P256,
    random: systemRandom,
  };
  return mintGeneration(number, { ...request, serviceDays: 365, now: inDays(daysLeft + 0.5 - 365) }, 1);
}

function state(current: number, standby?: number): void {
  const store = new DiskStore('pki');
  const slots: Slots = {
    previous: undefined,
    current: generation(1, current),
    standby: standby === undefined ? undefined : generation(2, standby),
    lastGeneration: 2,
    rotated: undefined,
  };
  store.stage('test', { namespace: 'catalog', name: name() }, slots);
  store.publish();
}

const synth = (): KubernetesObject[] => {
  const app = new App({ outdir: 'dist' });
  new ExtensionApiServer(new Chart(app, 'app'), name(), { ...REQUIRED, tls: Tls.generated() });
  return objectsOf(app);
};
const outcome = (): string => {
  try {
    synth();
    return said.join('\n').replaceAll(name(), 'catalog') || 'silence';
  } catch (error) {
    return (error as Error).message.replaceAll(name(), 'catalog');
  }
};

const ROTATE = 'run "npx cdk8s-extension-api-server pki rotate catalog/catalog", synthesize, commit and apply';
const MOVE = 'move pki/catalog/catalog away to mint a new set, and apply everything at once';
const STANDBY = (ends: string, days: number): string =>
  `the standby, generation 2 in pki/catalog/catalog, ${ends} on ${date(days)}, before the current one does: ` +
  'run "npx cdk8s-extension-api-server pki forget catalog/catalog --standby", synthesize to mint another, ' +
  'commit and apply';
const MINTED =
  'notice: app/catalog: new keys for catalog/catalog; ' +
  'commit pki/catalog/catalog, and keep dist/app-secret.k8s.yaml out of Git: it holds the private key';

test.each<[string, number, number | undefined, () => string]>([
  ['31 days left', 31, 300, () => 'silence'],
  [
    '29 days left',
    29,
    300,
    () => `notice: app/catalog: the serving certificate ends on ${date(29.5)}, in 29 days; ${ROTATE}`,
  ],
  [
    '6 days left',
    6,
    300,
    () =>
      'app/catalog: pki/catalog/catalog/1.crt: certificate must not be this near to its end, ' +
      `got "one that ends on ${date(6.5)}, in 6 days"; ${ROTATE}`,
  ],
  [
    '6 days left, and only synth can make a standby',
    6,
    undefined,
    () =>
      `notice: app/catalog: the serving certificate ends on ${date(6.5)}, in 6 days; ` +
      `apply what this synth writes, then ${ROTATE}\n${MINTED}`,
  ],
  [
    'expired, with a valid standby',
    -2,
    300,
    () =>
      'app/catalog: pki/catalog/catalog/1.crt: certificate must not be expired, ' +
      `got "one that ended on ${date(-1.5)}"; ${ROTATE}`,
  ],
  [
    'expired, with an expired standby',
    -2,
    -1,
    () =>
      'app/catalog: pki/catalog/catalog/1.crt: certificate must not be expired, ' +
      `got "one that ended on ${date(-1.5)}"; ${MOVE}`,
  ],
  [
    'expired, without a standby',
    -2,
    undefined,
    () =>
      'app/catalog: pki/catalog/catalog/1.crt: certificate must not be expired, ' +
      `got "one that ended on ${date(-1.5)}"; ${MOVE}`,
  ],
  ['a standby that ends first, and not soon', 200, 31, () => 'silence'],
  ['a standby that ends first and soon', 200, 29, () => `notice: app/catalog: ${STANDBY('ends', 29.5)}`],
  ['a standby that ended before the current one', 200, -1, () => `notice: app/catalog: ${STANDBY('ended', -0.5)}`],
  [
    'a standby that ends soon, but after the current one',
    10,
    20,
    () => `notice: app/catalog: the serving certificate ends on ${date(10.5)}, in 10 days; ${ROTATE}`,
  ],
  [
    '29 days left, and the standby has fewer',
    29,
    20,
    () =>
      `notice: app/catalog: the serving certificate ends on ${date(29.5)}, in 29 days; ` +
      `${STANDBY('ends', 20.5)}, then ${ROTATE}`,
  ],
  [
    '6 days left, and the standby has ended',
    6,
    -1,
    () =>
      'app/catalog: pki/catalog/catalog/1.crt: certificate must not be this near to its end, ' +
      `got "one that ends on ${date(6.5)}, in 6 days"; ${STANDBY('ended', -0.5)}, then ${ROTATE}`,
  ],
  // Either clock may be wrong, so nothing may be minted: no client would accept a certificate from a wrong clock.
  [
    'not valid yet, because a clock is wrong',
    400,
    500,
    () =>
      'app/catalog: pki/catalog/catalog/1.crt: certificate must be valid already, ' +
      `got "one that begins on ${date(35.5 - 1 / 24)}"; check the clock of this machine, which says ${date(0)}`,
  ],
])('%s', (_what, current, standby, expected) => {
  state(current, standby);
  const before = readFileSync(`pki/catalog/${name()}/state.json`, 'utf8');
  const wanted = expected();
  expect(outcome()).toBe(wanted);
  // Refused: nothing is written. Said: nothing but the standby that was missing.
  expect(readFileSync(`pki/catalog/${name()}/state.json`, 'utf8') === before).toBe(!wanted.includes('new keys'));
  expect(existsSync('dist')).toBe(false);
});

test('emitted bytes do not depend on the day', () => {
  state(29, 300);
  const soon = synth();
  const files = readdirSync(folder(), { recursive: true });
  at(inDays(-50));
  expect(synth()).toEqual(soon);
  expect(readdirSync(folder(), { recursive: true })).toEqual(files);
});
