// A generated key whose delivery is changed later. A change that needs a missing key is refused before anything is
// written.
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Delivery, ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { Strings } from '../../lib/kubernetes/manifest';
import { rotate } from '../../lib/pki/rotation';
import { Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { KubernetesObject, objectsOf, REQUIRED } from '../construct/server-in-app';
import { ageIdentities } from '../delivery/age';
import { CONTROLLER, unseal } from '../delivery/controller';
import { fixturePair } from '../pki/fixture-pair';
import { inOwnFolder } from '../tls/own-folder';

const { said, folder } = inOwnFolder();
afterEach(() => {
  delete process.env.CI;
});

const generated = (delivery: Delivery): Tls => Tls.generated({ delivery });
const [alice] = ageIdentities(1);
const PLAIN = generated(Delivery.plain());
const SEALED = generated(Delivery.sealedSecret({ certificate: CONTROLLER.certificate }));
const SOPS = generated(Delivery.sops({ age: [alice!.recipient] }));
const EXTERNAL = generated(Delivery.externalSecret({ store: 'vault', key: 'catalog/tls' }));
const EXISTING = generated(Delivery.manual());
const short =
  'sealing certificate ' +
  `${new X509Certificate(CONTROLLER.certificate).fingerprint256.replaceAll(':', '').toLowerCase().slice(0, 16)}…`;
const inState = (id = 'catalog'): string[] => readdirSync(`pki/catalog/${id}`).sort();

const synth = (tls: Tls, id = 'catalog'): KubernetesObject[] => {
  const app = new App({ outdir: join(folder(), 'dist') });
  new ExtensionApiServer(new Chart(app, 'app'), id, { ...REQUIRED, tls });
  return objectsOf(app);
};
const kindOf = (objects: KubernetesObject[], name = 'catalog-tls'): string | undefined =>
  objects.find(object => object.metadata.name === name)?.kind;
const texts = (): string =>
  readdirSync('pki', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('');
function change(edit: (slots: Slots) => unknown, name = 'catalog'): void {
  const store = new DiskStore('pki');
  const id = { namespace: 'catalog', name };
  store.stage('test', id, edit(store.read('test', id)!) as Slots);
  store.publish();
}
const rotated = (name?: string): void => change(slots => rotate(slots, { now: new Date(), applied: true }), name);
/** Continues as a machine that has only the files in Git. */
const elsewhere = (): void =>
  readdirSync('pki', { recursive: true })
    .map(String)
    .filter(file => file.endsWith('.key'))
    .forEach(file => rmSync(join('pki', file)));

const VAULT =
  'the vault behind ClusterSecretStore vault, as the properties tls.crt and tls.key of the entry that the ' +
  'ExternalSecret names';
const MOUNTED = 'the Secret of type kubernetes.io/tls that the pods mount, which you create';
const NOT_HERE = (delivery: string): string =>
  'the private key of catalog/catalog is not on this machine, ' +
  `and on no other if only the delivery ${delivery} ever had it`;

test.each<[string, string, Tls, string]>([
  ['sealed-secret', 'plain', SEALED, 'so its Secret is left out; everything else is complete'],
  ['sops', 'plain', SOPS, 'so its Secret is left out; everything else is complete'],
  ['sealed-secret', 'external', SEALED, `so it must be in place already: ${VAULT}`],
  ['sealed-secret', 'existing', SEALED, `so it must be in place already: ${MOUNTED}`],
])('from %s to %s, if the key may be on no machine, gives a notice and changes no state', (name, to, old, so) => {
  synth(old);
  const before = texts();
  said.length = 0;
  expect(kindOf(synth({ plain: PLAIN, external: EXTERNAL, existing: EXISTING }[to]!))).toBe(
    to === 'external' ? 'ExternalSecret' : undefined,
  );
  expect(said).toEqual([`notice: app/catalog: ${NOT_HERE(name)}, ${so} (pki/catalog/catalog)`]);
  expect(texts()).toBe(before);
});

test('two apps can share a state, one with plaintext and one with SOPS', () => {
  const all = (): unknown[] => [PLAIN, SOPS].map(tls => synth(tls));
  all();
  const second = all();
  expect(all()).toEqual(second);
  elsewhere();
  process.env.CI = 'true';
  const [plain, sops] = [synth(PLAIN), synth(SOPS)];
  expect([kindOf(plain), sops]).toEqual([undefined, second[1]]);
});

test.each<[string, Tls, string]>([
  ['plain', PLAIN, 'Secret'],
  ['sops', SOPS, 'Secret'],
  ['external', EXTERNAL, 'ExternalSecret'],
])(
  'from sealed-secret to %s, after the key was copied from the cluster and the standby was dropped',
  (_to, tls, kind) => {
    const { encryptedData } = synth(SEALED).find(object => object.kind === 'SealedSecret')!.spec as unknown as {
      encryptedData: Strings;
    };
    writeFileSync('pki/catalog/catalog/1.key', unseal(encryptedData['tls.key']!, 'catalog/catalog-tls'));
    change(slots => ({ ...slots, standby: undefined }));
    expect(kindOf(synth(tls))).toBe(kind);
    expect(inState().filter(file => file.endsWith('.crt'))).toEqual(['1.crt', '3.crt']);
  },
);

test('from plain to a delivery without a ciphertext, on a machine without the key', () => {
  synth(PLAIN);
  elsewhere();
  expect(kindOf(synth(EXTERNAL))).toBe('ExternalSecret');
  expect(kindOf(synth(EXISTING))).toBeUndefined();
});

test('from plain to an encrypted delivery, a notice names the plaintext keys and the annotation', () => {
  synth(PLAIN, 'sealed-later');
  synth(PLAIN, 'sops-later');
  said.length = 0;
  synth(SEALED, 'sealed-later');
  synth(SOPS, 'sops-later');
  const keys = (id: string, recipient: string): string =>
    `notice: app/${id}: the keys of catalog/${id} are now encrypted for ${recipient}, ` +
    `and still in plaintext in pki/catalog/${id}/*.key; ` +
    `commit pki/catalog/${id}, apply, and remove these files when the Secret has arrived`;
  expect(said).toEqual([
    `${keys('sealed-later', short)}. Where the cluster has the Secret already, ` +
      'run "kubectl annotate secret sealed-later-tls --namespace=catalog sealedsecrets.bitnami.com/managed=true" ' +
      'first: the controller changes no Secret that it did not make',
    keys('sops-later', alice!.recipient),
  ]);
});

test('for a given key, the notice names the annotation only the first time', () => {
  const pair = fixturePair('given.catalog.svc');
  const renewed = { ...pair, certificate: `${pair.certificate}\n` };
  const provided = ({ ca, certificate, privateKey }: typeof pair, delivery: Delivery): Tls =>
    Tls.fromPem({ ca, certificate, privateKey, delivery });
  const [sealed, sops] = [
    Delivery.sealedSecret({ certificate: CONTROLLER.certificate }),
    Delivery.sops({ age: [alice!.recipient] }),
  ];
  synth(provided(pair, sealed), 'given');
  synth(provided(renewed, sealed), 'given');
  synth(provided(pair, sops), 'given');
  const now = (recipient: string, name: string): string =>
    `notice: app/given: the key of Secret catalog/given-tls is now encrypted for ${recipient}; ` +
    `commit pki/catalog/given-tls.${name}.json`;
  expect(said).toEqual([
    `${now(short, 'sealed-secret')}. Where the cluster has the Secret already, ` +
      'run "kubectl annotate secret given-tls --namespace=catalog sealedsecrets.bitnami.com/managed=true" first: ' +
      'the controller changes no Secret that it did not make',
    now(short, 'sealed-secret'),
    now(alice!.recipient, 'sops'),
  ]);
});

test('a change of the delivery removes the old ciphertexts', () => {
  synth(PLAIN);
  const found = [SEALED, SOPS, SEALED].map(props => {
    synth(props);
    return inState().filter(file => file.endsWith('.json'));
  });
  const [sealed, sops] = ['sealed-secret', 'sops'].map(name => [`1.${name}.json`, `2.${name}.json`, 'state.json']);
  expect(found).toEqual([sealed, sops, sealed]);
});

test('back to plain keeps the ciphertexts, and leaves the Secret out on machines without the key', () => {
  const first = synth(PLAIN, 'undecided');
  synth(SEALED, 'undecided');
  said.length = 0;
  expect(synth(PLAIN, 'undecided')).toEqual(first);
  expect(inState('undecided')).toEqual([
    '1.crt',
    '1.key',
    '1.sealed-secret.json',
    '2.crt',
    '2.key',
    '2.sealed-secret.json',
    'state.json',
  ]);
  elsewhere();
  process.env.CI = 'true';
  expect(synth(PLAIN, 'undecided')).toEqual(first.filter(({ kind }) => kind !== 'Secret'));
  expect(said).toEqual([
    `notice: app/undecided: ${NOT_HERE('sealed-secret').replace('catalog/catalog', 'catalog/undecided')}, ` +
      'so its Secret is left out; everything else is complete (pki/catalog/undecided)',
  ]);
});

test('back to plain, with a standby that was only encrypted, gives a notice to drop the standby', () => {
  synth(PLAIN);
  synth(SEALED);
  rotated();
  synth(SEALED);
  said.length = 0;
  synth(PLAIN);
  expect(said).toEqual([
    'notice: app/catalog: the private key of the standby, generation 3 in pki/catalog/catalog, ' +
      'is not on this machine, and ' +
      'on no other if only the delivery sealed-secret ever had it: ' +
      'run "npx cdk8s-extension-api-server pki forget catalog/catalog --standby", synthesize to mint another, ' +
      'commit and apply',
  ]);
  change(slots => ({ ...slots, standby: undefined }));
  expect(kindOf(synth(PLAIN))).toBe('Secret');
  expect(inState()).toEqual([
    '1.crt',
    '1.key',
    '1.sealed-secret.json',
    '2.crt',
    '2.key',
    '2.sealed-secret.json',
    '4.crt',
    '4.key',
    'state.json',
  ]);
});

const handOut = (id: string, slot = ''): string => `"npx cdk8s-extension-api-server pki hand-out catalog/${id}${slot}"`;
const STANDBY = ' --slot standby';
const both = (id: string): string => `run ${handOut(id)} and ${handOut(id, STANDBY)} and copy their output to ${VAULT}`;
const standby = (id: string): string => `run ${handOut(id, STANDBY)} and copy its output to ${VAULT}`;

test.each<[string, string, Tls, string, string | undefined]>([
  [
    'after a rotation, only the new standby goes to the vault, if the current key is no longer in the state',
    'vaulted',
    EXTERNAL,
    both('vaulted'),
    standby('vaulted'),
  ],
  [
    'after a rotation, the current key goes to the vault too, if it is still in the state',
    'hurried',
    EXTERNAL,
    both('hurried'),
    `${standby('hurried')}; do the same with ${handOut('hurried')} unless the current one is there already`,
  ],
  [
    'a Secret that the pods mount gets the current key, and the notice is given once a process',
    'mounted',
    EXISTING,
    `run ${handOut('mounted')} and copy its output to ${MOUNTED}`,
    undefined,
  ],
])('%s', (_what, id, props, first, next) => {
  synth(props, id);
  rotated(id);
  if (id === 'vaulted') elsewhere(); // pki hand-out --forget-key
  synth(props, id);
  const commit = `notice: app/${id}: new keys for catalog/${id}; commit pki/catalog/${id}, and `;
  expect(said).toEqual([first, next].filter(text => text !== undefined).map(text => commit + text));
});
