import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import {
  Delivery,
  EtcdTls,
  ExtensionApiServer,
  ExtensionApiServerProps,
  PkiForTestsOnly,
  SealedSecretScope,
  Storage,
  Tls,
} from 'cdk8s-extension-api-server';
import { parseAllDocuments } from 'yaml';
import { JsonObject, Strings } from '../../lib/kubernetes/manifest';
import { rotate } from '../../lib/pki/rotation';
import { Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { KubernetesObject, objectsOf, REQUIRED } from '../construct/server-in-app';
import { ageDecrypt, ageIdentities, sopsDecrypt, stanzaOf } from '../delivery/age';
import { another, CONTROLLER, unseal } from '../delivery/controller';
import { fixturePair } from '../pki/fixture-pair';

/** One row for every delivery. */
interface Row {
  readonly delivery: () => Delivery;
  /** The kind of the emitted object from which the Secret comes; none if nothing is emitted. */
  readonly kind: string | undefined;
  /** Decrypts the data of the Secret, if a test can. */
  readonly opened?: (object: KubernetesObject) => Strings;
  /** Whether the key is only in its ciphertext. */
  readonly encrypted: boolean;
}

const [alice, bob] = ageIdentities(2);
const base64 = (data: Strings): Strings =>
  Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]));
const unsealed =
  (label: string) =>
  ({ spec }: KubernetesObject): Strings =>
    Object.fromEntries(
      Object.entries(spec.encryptedData as Strings).map(([key, value]) => [key, unseal(value, label)]),
    );
const opened =
  (identity: string) =>
  (object: KubernetesObject): Strings => {
    const document = object as unknown as JsonObject;
    const { enc } = stanzaOf(document).age.find(
      ({ recipient }) => recipient === [alice, bob].find(one => one!.identity === identity)!.recipient,
    )!;
    const [key] = ageDecrypt([{ identity, armored: enc }]);
    return sopsDecrypt(document, Buffer.from(key!, 'base64'));
  };

const DELIVERIES: Record<string, Row> = {
  plain: {
    delivery: () => Delivery.plain(),
    kind: 'Secret',
    opened: object => base64(object.data as unknown as Strings),
    encrypted: false,
  },
  'SealedSecret, strict': {
    delivery: () => Delivery.sealedSecret({ certificate: CONTROLLER.certificate }),
    kind: 'SealedSecret',
    opened: unsealed('catalog/catalog-tls'),
    encrypted: true,
  },
  'SealedSecret, namespace-wide': {
    delivery: () =>
      Delivery.sealedSecret({ certificate: CONTROLLER.certificate, scope: SealedSecretScope.NAMESPACE_WIDE }),
    kind: 'SealedSecret',
    opened: unsealed('catalog'),
    encrypted: true,
  },
  'SealedSecret, cluster-wide': {
    delivery: () =>
      Delivery.sealedSecret({ certificate: CONTROLLER.certificate, scope: SealedSecretScope.CLUSTER_WIDE }),
    kind: 'SealedSecret',
    opened: unsealed(''),
    encrypted: true,
  },
  SOPS: {
    delivery: () => Delivery.sops({ age: [alice!.recipient, bob!.recipient] }),
    kind: 'Secret',
    opened: opened(bob!.identity),
    encrypted: true,
  },
  ExternalSecret: {
    delivery: () => Delivery.externalSecret({ store: 'vault' }),
    kind: 'ExternalSecret',
    encrypted: false,
  },
  'an existing Secret': { delivery: () => Delivery.manual(), kind: undefined, encrypted: false },
};

const home = process.cwd();
let folder: string;
let said: string[];
beforeEach(() => {
  process.chdir((folder = mkdtempSync(join(tmpdir(), 'delivery-'))));
  said = [];
  jest.spyOn(process.stderr, 'write').mockImplementation(text => said.push(String(text).trim()) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.CI;
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const synth = (props: Partial<ExtensionApiServerProps>, id = 'catalog'): KubernetesObject[] => {
  const app = new App({ outdir: join(folder, 'dist') });
  new ExtensionApiServer(new Chart(app, 'app'), id, { ...REQUIRED, ...props });
  return objectsOf(app);
};
const files = (): string[] => readdirSync(folder, { recursive: true }).map(String).sort();
const texts = (): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('');
const mounted = (objects: KubernetesObject[], kind: string): KubernetesObject =>
  objects.find(object => object.kind === kind && object.metadata.name === 'catalog-tls')!;
const bundleOf = (objects: KubernetesObject[]): string =>
  Buffer.from(objects.find(({ kind }) => kind === 'APIService')!.spec.caBundle as string, 'base64').toString();
/** Continues on a machine with a fresh clone of the repository. */
function elsewhere(): void {
  const clone = mkdtempSync(join(tmpdir(), 'delivery-'));
  cpSync(folder, clone, { recursive: true, filter: source => !source.endsWith('.key') });
  rmSync(folder, { recursive: true });
  process.chdir((folder = clone));
}
function rotated(): void {
  const store = new DiskStore('pki');
  const id = { namespace: 'catalog', name: 'catalog' };
  store.stage('test', id, rotate(store.read('test', id)!, { now: new Date(), applied: true }) as Slots);
  store.publish();
}
const failure = (run: () => unknown): string => {
  try {
    run();
    return 'nothing was thrown';
  } catch (error) {
    return (error as Error).message;
  }
};

function expectServing(data: Strings, bundle: string): void {
  const leaf = new X509Certificate(data['tls.crt']!);
  expect(leaf.checkHost('catalog.catalog.svc', { subject: 'never' })).toBe('catalog.catalog.svc');
  expect(leaf.checkPrivateKey(createPrivateKey(data['tls.key']!))).toBe(true);
  const cas = bundle.match(/-----BEGIN[^]+?END CERTIFICATE-----/g)!.map(pem => new X509Certificate(pem));
  expect(cas.some(ca => leaf.checkIssued(ca) && leaf.verify(ca.publicKey))).toBe(true);
}

describe.each(Object.entries(DELIVERIES))(
  'a generated key, %s',
  (_name, { delivery, kind, opened: open, encrypted }) => {
    const tls = (): Partial<ExtensionApiServerProps> => ({ tls: Tls.generated({ delivery: delivery() }) });

    test('before and after a rotation, the Secret has the key of a certificate that the bundle trusts', () => {
      for (const generation of [1, 2]) {
        const objects = synth(tls());
        const emitted = kind === undefined ? undefined : mounted(objects, kind);
        expect(emitted?.kind).toBe(kind);
        if (open) {
          expectServing(open(emitted!), bundleOf(objects));
        }
        expect(bundleOf(objects).match(/BEGIN CERTIFICATE/g)).toHaveLength(generation === 1 ? 2 : 3);
        rotated();
      }
      // An encrypted key is nowhere else.
      expect([texts().includes('PRIVATE KEY'), files().some(file => file.endsWith('.key'))]).toEqual([
        !encrypted,
        !encrypted,
      ]);
    });

    test('a second synth, a machine without the key, and CI emit the same objects and change no file', () => {
      const first = synth(tls());
      const before = files();
      expect([synth(tls()), files()]).toEqual([first, before]);
      elsewhere();
      process.env.CI = 'true';
      const committed = files();
      const expected = kind === 'Secret' && !encrypted ? first.filter(object => object.kind !== 'Secret') : first;
      expect([synth(tls()), files()]).toEqual([expected, committed]);
    });

    test('after a rotation on a machine without the key, the next key is there already', () => {
      synth(tls());
      elsewhere();
      rotated();
      const objects = synth(tls());
      if (encrypted) {
        expectServing(open!(mounted(objects, kind!)), bundleOf(objects));
      }
      expect(
        files()
          .filter(file => file.endsWith('.key'))
          .map(file => file.split('/').at(-1)),
      ).toEqual(encrypted ? [] : ['3.key']);
    });
  },
);

const PAIR = fixturePair('catalog.catalog.svc');

describe.each(Object.entries(DELIVERIES))(
  'a provided key, %s',
  (_name, { delivery, kind, opened: open, encrypted }) => {
    const given = (privateKey: string | undefined = PAIR.privateKey): Partial<ExtensionApiServerProps> => ({
      tls: Tls.fromPem({ ...PAIR, privateKey, delivery: delivery() }),
    });

    test('the Secret has the given key', () => {
      const objects = synth(given());
      const emitted = kind === undefined ? undefined : mounted(objects, kind);
      expect(emitted?.kind).toBe(kind);
      if (open) {
        expect(open(emitted!)).toEqual({ 'tls.crt': PAIR.certificate, 'tls.key': PAIR.privateKey });
      }
      expect(texts()).not.toContain('PRIVATE KEY');
    });

    test(
      kind === 'Secret' && !encrypted
        ? 'a second synth without the key is refused'
        : 'a second synth does not need the key',
      () => {
        const first = synth(given());
        const before = files();
        expect([synth(given()), files()]).toEqual([first, before]);
        const without = (): KubernetesObject[] =>
          synth({ tls: Tls.fromPem({ ca: PAIR.ca, certificate: PAIR.certificate, delivery: delivery() }) });
        process.env.CI = 'true';
        if (kind === 'Secret' && !encrypted) {
          expect(failure(without)).toBe(
            'app/catalog: privateKey must be given for a Secret in plaintext, got nothing; pass it, or choose a ' +
              'delivery that keeps it encrypted',
          );
        } else {
          expect([without(), files()]).toEqual([first, before]);
        }
      },
    );
  },
);

test.each(Object.entries(DELIVERIES))(
  'with PkiForTestsOnly, %s emits the same objects every time and writes nothing',
  (_name, { delivery, kind }) => {
    const render = (tls: Tls): KubernetesObject[] => {
      const app = new App({ outdir: join(folder, 'dist') });
      PkiForTestsOnly.useIn(app);
      new ExtensionApiServer(new Chart(app, 'app'), 'catalog', { ...REQUIRED, tls });
      return objectsOf(app);
    };
    for (const tls of [
      (): Tls => Tls.generated({ delivery: delivery() }),
      (): Tls => Tls.fromPem({ ...PAIR, delivery: delivery() }),
    ]) {
      process.env.CI = 'true';
      expect(render(tls())).toEqual(render(tls()));
      expect(kind === undefined ? undefined : mounted(render(tls()), kind).kind).toBe(kind);
    }
    expect(files()).toEqual([]);
  },
);

describe('a changed recipient', () => {
  const sealed = (certificate: string, scope?: SealedSecretScope): Partial<ExtensionApiServerProps> => ({
    tls: Tls.generated({ delivery: Delivery.sealedSecret({ certificate, scope }) }),
  });
  const sops = (...age: string[]): Partial<ExtensionApiServerProps> => ({
    tls: Tls.generated({ delivery: Delivery.sops({ age }) }),
  });
  const short = (certificate: string): string =>
    'sealing certificate ' +
    `${new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase().slice(0, 16)}…`;
  const COMMAND = 'npx cdk8s-extension-api-server pki';

  test.each<[string, Partial<ExtensionApiServerProps>, Partial<ExtensionApiServerProps>, string, string]>([
    [
      'another sealing certificate',
      sealed(CONTROLLER.certificate),
      sealed(another().certificate),
      short(CONTROLLER.certificate),
      short(another().certificate),
    ],
    [
      'another age recipient',
      sops(alice!.recipient),
      sops(alice!.recipient, bob!.recipient),
      alice!.recipient,
      [alice!.recipient, bob!.recipient].sort().join(' '),
    ],
  ])('%s changes no ciphertext, and a notice says how to change it', (_what, old, changed, from, to) => {
    const first = synth(old);
    said.length = 0;
    expect(synth(changed)).toEqual(first);
    expect(said).toEqual([
      `notice: app/catalog: keys in pki/catalog/catalog are still encrypted for ${from}, not for ${to}; ` +
        `run "${COMMAND} forget catalog/catalog --standby", synthesize and apply everywhere, then run ` +
        `"${COMMAND} rotate catalog/catalog"`,
    ]);
  });

  test('the steps of that notice encrypt for the new recipient', () => {
    synth(sealed(CONTROLLER.certificate));
    const store = new DiskStore('pki');
    const id = { namespace: 'catalog', name: 'catalog' };
    store.stage('test', id, { ...store.read('test', id)!, standby: undefined });
    store.publish();
    said.length = 0;
    synth(sealed(another().certificate));
    expect(said).toEqual([
      'notice: app/catalog: keys in pki/catalog/catalog are still encrypted for ' +
        `${short(CONTROLLER.certificate)}, not for ${short(another().certificate)}; the standby is for the new ` +
        `one: apply it everywhere, then run "${COMMAND} rotate catalog/catalog"`,
      'notice: app/catalog: new keys for catalog/catalog; commit pki/catalog/catalog: they are encrypted for ' +
        `${short(another().certificate)} and nowhere else`,
    ]);
    rotated();
    said.length = 0;
    const objects = synth(sealed(another().certificate));
    const { encryptedData } = mounted(objects, 'SealedSecret').spec as unknown as { encryptedData: Strings };
    expect(unseal(encryptedData['tls.key']!, 'catalog/catalog-tls', another().key)).toMatch(/^-----BEGIN PRIVATE KEY/);
    // A notice is printed once a process.
    expect(said).toEqual([]);
  });

  const anew = 'change that back, or move pki/catalog/catalog away to mint new keys and apply everything at once';
  test.each<[string, Partial<ExtensionApiServerProps>, Partial<ExtensionApiServerProps>, string]>([
    [
      'another scope',
      sealed(CONTROLLER.certificate),
      sealed(CONTROLLER.certificate, SealedSecretScope.CLUSTER_WIDE),
      'app/catalog: pki/catalog/catalog: the key of generation 1 can only be decrypted for strict ' +
        `catalog/catalog-tls, got "cluster-wide"; ${anew}`,
    ],
    [
      'another delivery',
      sealed(CONTROLLER.certificate),
      sops(alice!.recipient),
      'app/catalog: pki/catalog/catalog: the key of generation 1 was encrypted for the delivery sealed-secret, ' +
        `got "sops"; ${anew}`,
    ],
  ])('%s without the key is refused, and nothing changes', (_what, old, changed, message) => {
    synth(old);
    const before = texts();
    expect(failure(() => synth(changed))).toBe(message);
    expect(texts()).toBe(before);
  });

  test('keys in plaintext are encrypted on the machine that has them, and on no other', () => {
    synth({});
    const kept = mkdtempSync(join(tmpdir(), 'delivery-'));
    cpSync(folder, kept, { recursive: true });
    elsewhere();
    expect(failure(() => synth(sealed(CONTROLLER.certificate)))).toBe(
      'app/catalog: pki/catalog/catalog: the key of generation 1 must be encrypted by a machine that has it, got ' +
        '"no key on this machine"; ' +
        'run synth where pki/catalog/catalog/1.key is and commit the folder, or move pki/catalog/catalog away to ' +
        'mint new keys and apply everything at once',
    );
    rmSync(folder, { recursive: true });
    process.chdir((folder = kept));
    process.env.CI = 'true';
    expect(failure(() => synth(sealed(CONTROLLER.certificate)))).toBe(
      'app/catalog: pki/catalog/catalog must be committed with its encrypted key: under CI nothing is encrypted, ' +
        'got "none that fits"; run synth on your machine and commit the folder',
    );
    delete process.env.CI;
    const objects = synth(sealed(CONTROLLER.certificate));
    expectServing(unsealed('catalog/catalog-tls')(mounted(objects, 'SealedSecret')), bundleOf(objects));
  });
});

test('SOPS decrypts whole files: each encrypted file has one Secret and nothing else', () => {
  const delivery = Delivery.sops({ age: [alice!.recipient] });
  const app = new App({ outdir: join(folder, 'dist') });
  const chart = new Chart(app, 'shop');
  for (const id of ['catalog', 'cart']) {
    new ExtensionApiServer(chart, id, {
      ...REQUIRED,
      apis: [{ group: `${id}.example.com`, version: 'v1' }],
      tls: Tls.generated({ delivery }),
    });
  }
  app.synth();
  expect(readdirSync('dist').sort()).toEqual([
    '00-namespaces.k8s.yaml',
    'shop-cart-certificate-sops.k8s.yaml',
    'shop-catalog-certificate-sops.k8s.yaml',
    'shop.k8s.yaml',
  ]);
  for (const id of ['catalog', 'cart']) {
    const [secret, ...others] = parseAllDocuments(
      readFileSync(`dist/shop-${id}-certificate-sops.k8s.yaml`, 'utf8'),
    ).map(document => document.toJS() as KubernetesObject);
    expect([others, Object.keys(opened(alice!.identity)(secret!))]).toEqual([[], ['tls.crt', 'tls.key']]);
  }
});

test('the client certificate of a storage uses its delivery in the same way', () => {
  const client = fixturePair('etcd-client.example.com');
  const storage = (privateKey?: string): Partial<ExtensionApiServerProps> => ({
    storage: Storage.externalEtcd({
      servers: ['https://etcd.example.com:2379'],
      tls: EtcdTls.fromPem({
        ...client,
        privateKey,
        delivery: Delivery.sealedSecret({ certificate: CONTROLLER.certificate }),
      }),
    }),
  });
  const first = synth(storage(client.privateKey));
  const { encryptedData } = first.find(({ kind }) => kind === 'SealedSecret')!.spec as unknown as {
    encryptedData: Strings;
  };
  expect(unseal(encryptedData['tls.key']!, 'catalog/catalog-etcd-client')).toBe(client.privateKey);
  expect(Object.keys(encryptedData)).toEqual(['ca.crt', 'tls.crt', 'tls.key']);
  expect(synth(storage())).toEqual(first);
  expect(readdirSync('pki/catalog').sort()).toEqual(['catalog', 'catalog-etcd-client.sealed-secret.json']);
});

test('another certificate needs a machine with its key, which encrypts it', () => {
  const other = fixturePair('catalog.catalog.svc');
  const provided = (pair: typeof PAIR, privateKey?: string): Partial<ExtensionApiServerProps> => ({
    tls: Tls.fromPem({ ...pair, privateKey, delivery: Delivery.sops({ age: [alice!.recipient] }) }),
  });
  synth(provided(PAIR, PAIR.privateKey));
  const renewed = { ...other, certificate: `${other.certificate}\n` };
  expect(failure(() => synth(provided(renewed)))).toBe(
    'app/catalog: privateKey must be given until it was encrypted once, got nothing; pass it on one machine, and ' +
      'commit what synth writes',
  );
  const objects = synth(provided(renewed, other.privateKey));
  expect(opened(alice!.identity)(mounted(objects, 'Secret'))['tls.crt']).toBe(renewed.certificate);
});

test('a synth that fails for another reason writes no ciphertext', () => {
  expect(
    failure(() =>
      synth({
        tls: Tls.generated({ delivery: Delivery.sops({ age: [alice!.recipient] }), validity: Duration.days(30) }),
        replicas: -1,
      }),
    ),
  ).toMatch(/^app\/catalog: replicas must be /);
  expect(files()).toEqual([]);
});
