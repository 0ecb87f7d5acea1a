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

/**
 * The promises of every delivery. A new delivery is a line here.
 */
interface Row {
  readonly delivery: () => Delivery;
  /** The kind of the emitted object; none if nothing is emitted. */
  readonly kind: string | undefined;
  /** Data of the Secret in the cluster, if a test can compute it. */
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
/** Continues as a machine that has only the files in Git. */
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

    test('is delivered with a certificate that the bundle verifies, before and after a rotation', () => {
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
      // An encrypted key is in no other file.
      expect([texts().includes('PRIVATE KEY'), files().some(file => file.endsWith('.key'))]).toEqual([
        !encrypted,
        !encrypted,
      ]);
    });

    test('changes no byte and no file at a second synth, on a machine without the key, and under CI', () => {
      const first = synth(tls());
      const before = files();
      expect([synth(tls()), files()]).toEqual([first, before]);
      elsewhere();
      process.env.CI = 'true';
      const committed = files();
      const expected = kind === 'Secret' && !encrypted ? first.filter(object => object.kind !== 'Secret') : first;
      expect([synth(tls()), files()]).toEqual([expected, committed]);
    });

    test('can be rotated on any machine if it is encrypted', () => {
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

    test('is delivered as it was given', () => {
      const objects = synth(given());
      const emitted = kind === undefined ? undefined : mounted(objects, kind);
      expect(emitted?.kind).toBe(kind);
      if (open) {
        expect(open(emitted!)).toEqual({ 'tls.crt': PAIR.certificate, 'tls.key': PAIR.privateKey });
      }
      expect(texts()).not.toContain('PRIVATE KEY');
    });

    test(kind === 'Secret' && !encrypted ? 'is required at every synth' : 'is not needed at the second synth', () => {
      const first = synth(given());
      const before = files();
      expect([synth(given()), files()]).toEqual([first, before]);
      const without = (): KubernetesObject[] =>
        synth({ tls: Tls.fromPem({ ca: PAIR.ca, certificate: PAIR.certificate, delivery: delivery() }) });
      process.env.CI = 'true';
      if (kind === 'Secret' && !encrypted) {
        expect(failure(without)).toBe(
          'app/catalog: privateKey must be given for a Secret in plaintext, got nothing; ' +
            'pass it, or choose a delivery that keeps it encrypted',
        );
      } else {
        expect([without(), files()]).toEqual([first, before]);
      }
    });
  },
);

test.each(Object.entries(DELIVERIES))(
  'fixtures give the same bytes for %s, and write nothing to disk',
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
      'for a SealedSecret',
      sealed(CONTROLLER.certificate),
      sealed(another().certificate),
      short(CONTROLLER.certificate),
      short(another().certificate),
    ],
    [
      'for SOPS',
      sops(alice!.recipient),
      sops(alice!.recipient, bob!.recipient),
      alice!.recipient,
      [alice!.recipient, bob!.recipient].sort().join(' '),
    ],
  ])('%s changes no ciphertext, and a notice names the way to the new one', (_what, old, changed, from, to) => {
    const first = synth(old);
    said.length = 0;
    expect(synth(changed)).toEqual(first);
    expect(said).toEqual([
      `notice: app/catalog: keys in pki/catalog/catalog are still encrypted for ${from}, not for ${to}; ` +
        `run "${COMMAND} forget catalog/catalog --standby", synthesize and apply everywhere, ` +
        `then run "${COMMAND} rotate catalog/catalog"`,
    ]);
  });

  test('takes effect after the steps of the notice', () => {
    synth(sealed(CONTROLLER.certificate));
    const store = new DiskStore('pki');
    const id = { namespace: 'catalog', name: 'catalog' };
    store.stage('test', id, { ...store.read('test', id)!, standby: undefined });
    store.publish();
    said.length = 0;
    synth(sealed(another().certificate));
    expect(said).toEqual([
      'notice: app/catalog: keys in pki/catalog/catalog are still encrypted for ' +
        `${short(CONTROLLER.certificate)}, not for ${short(another().certificate)}; ` +
        `the standby is for the new one: apply it everywhere, then run "${COMMAND} rotate catalog/catalog"`,
      'notice: app/catalog: new keys for catalog/catalog; ' +
        `commit pki/catalog/catalog: they are encrypted for ${short(another().certificate)} and stored nowhere ` +
        'else',
    ]);
    rotated();
    said.length = 0;
    const objects = synth(sealed(another().certificate));
    const { encryptedData } = mounted(objects, 'SealedSecret').spec as unknown as { encryptedData: Strings };
    expect(unseal(encryptedData['tls.key']!, 'catalog/catalog-tls', another().key)).toMatch(/^-----BEGIN PRIVATE KEY/);
    // A notice is given once a process.
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
  ])('%s is refused without the key, and nothing changes', (_what, old, changed, message) => {
    synth(old);
    const before = texts();
    expect(failure(() => synth(changed))).toBe(message);
    expect(texts()).toBe(before);
  });

  test('keys in plaintext are encrypted only on the machine that has them', () => {
    synth({});
    const kept = mkdtempSync(join(tmpdir(), 'delivery-'));
    cpSync(folder, kept, { recursive: true });
    elsewhere();
    expect(failure(() => synth(sealed(CONTROLLER.certificate)))).toBe(
      'app/catalog: pki/catalog/catalog: the key of generation 1 must be encrypted by a machine that has it, ' +
        'got "no key on this machine"; ' +
        'run synth where pki/catalog/catalog/1.key is and commit the folder, ' +
        'or move pki/catalog/catalog away to mint new keys and apply everything at once',
    );
    rmSync(folder, { recursive: true });
    process.chdir((folder = kept));
    process.env.CI = 'true';
    expect(failure(() => synth(sealed(CONTROLLER.certificate)))).toBe(
      'app/catalog: pki/catalog/catalog must be committed with its encrypted key: ' +
        'under CI nothing is encrypted, got "none that fits"; run synth on your machine and commit the folder',
    );
    delete process.env.CI;
    const objects = synth(sealed(CONTROLLER.certificate));
    expectServing(unsealed('catalog/catalog-tls')(mounted(objects, 'SealedSecret')), bundleOf(objects));
  });
});

test('every file for SOPS holds one Secret and nothing else', () => {
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

test('the client certificate for etcd is delivered in the same way', () => {
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

test('a new certificate is encrypted again, which needs its key', () => {
  const other = fixturePair('catalog.catalog.svc');
  const provided = (pair: typeof PAIR, privateKey?: string): Partial<ExtensionApiServerProps> => ({
    tls: Tls.fromPem({ ...pair, privateKey, delivery: Delivery.sops({ age: [alice!.recipient] }) }),
  });
  synth(provided(PAIR, PAIR.privateKey));
  const renewed = { ...other, certificate: `${other.certificate}\n` };
  expect(failure(() => synth(provided(renewed)))).toBe(
    'app/catalog: privateKey must be given until it was encrypted once, got nothing; ' +
      'pass it on one machine, and commit what synth writes',
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
