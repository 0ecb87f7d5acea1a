import { execFileSync } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { Backend, ExtensionApiServer, KeyAlgorithm, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../pki/fixture-pair';
import { KubernetesObject, objectsOf, REQUIRED } from '../construct/server-in-app';

/**
 * What every TLS strategy promises. A new one is a line here.
 */
interface Row {
  readonly tls: () => Tls;
  /** Whether the Secret is emitted, exists already, or is not needed. */
  readonly secret: 'emitted' | 'existing' | 'none';
  readonly verified: boolean;
}

const pair = fixturePair('catalog.catalog.svc');

const STRATEGIES: Record<string, Row> = {
  'generated': { tls: () => Tls.generated(), secret: 'emitted', verified: true },
  'generated with P-384 and another name': { tls: () => Tls.generated({ algorithm: KeyAlgorithm.ECDSA_P384, dnsNames: ['catalog.example.com'] }), secret: 'emitted', verified: true },
  'generated with RSA': { tls: () => Tls.generated({ algorithm: KeyAlgorithm.RSA_2048, directory: 'certificates' }), secret: 'emitted', verified: true },
  'provided as PEM': { tls: () => Tls.provided(pair), secret: 'emitted', verified: true },
  'provided in a Secret': { tls: () => Tls.providedSecret({ ca: pair.ca, secretName: 'mine' }), secret: 'existing', verified: true },
  'skipped': { tls: () => Tls.dangerouslySkipVerification(), secret: 'none', verified: false },
};

const openssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
})();

describe.each(Object.entries(STRATEGIES))('%s', (_name, { tls, secret, verified }) => {
  const home = process.cwd();
  let folder: string;
  let objects: KubernetesObject[];
  const find = (kind: string): KubernetesObject[] => objects.filter(object => object.kind === kind);
  const synth = (): KubernetesObject[] => {
    const app = new App({ outdir: join(folder, 'dist') });
    new ExtensionApiServer(new Chart(app, 'app'), 'catalog', { ...REQUIRED, apis: [...REQUIRED.apis, { group: 'catalog.example.com', version: 'v1beta1' }], tls: tls() });
    return objectsOf(app);
  };

  beforeAll(() => {
    process.chdir(folder = mkdtempSync(join(tmpdir(), 'contract-')));
    objects = synth();
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  test('every APIService verifies with the same bundle, or none does and each says so', () => {
    for (const { spec } of find('APIService')) {
      expect({ caBundle: spec.caBundle !== undefined, skipped: spec.insecureSkipTLSVerify }).toEqual({ caBundle: verified, skipped: verified ? undefined : true });
    }
    expect(new Set(find('APIService').map(({ spec }) => spec.caBundle)).size).toBe(1);
  });

  test('the pods mount the Secret whole and point the server at its files', () => {
    const [deployment] = find('Deployment');
    const { containers: [container], volumes } = deployment!.spec.template.spec;
    const volume = volumes.find((one: { secret?: object }) => one.secret);
    expect(volume?.secret.secretName).toBe({ emitted: 'catalog-tls', existing: 'mine', none: undefined }[secret]);
    expect(find('Secret').map(({ metadata }) => metadata.name)).toEqual(secret === 'emitted' ? ['catalog-tls'] : []);
    const mount = container.volumeMounts.find(({ name }: { name: string }) => name === volume?.name);
    expect(mount?.subPath).toBeUndefined();
    expect(container.args.filter((arg: string) => arg.startsWith('--tls-'))).toEqual(secret === 'none' ? [] : [`--tls-cert-file=${mount.mountPath}/tls.crt`, `--tls-private-key-file=${mount.mountPath}/tls.key`]);
  });

  const verifies = (): void => {
    const { data } = find('Secret')[0]!;
    const text = (base64: string): string => Buffer.from(base64, 'base64').toString();
    const leaf = new X509Certificate(text(data['tls.crt']));
    expect(leaf.checkHost('catalog.catalog.svc', { subject: 'never' })).toBe('catalog.catalog.svc');
    expect(leaf.checkPrivateKey(createPrivateKey(text(data['tls.key'])))).toBe(true);
    writeFileSync('bundle.pem', text(find('APIService')[0]!.spec.caBundle));
    writeFileSync('leaf.pem', text(data['tls.crt']));
    if (openssl) {
      const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 'catalog.catalog.svc', '-CAfile', 'bundle.pem', 'leaf.pem'];
      expect(execFileSync('openssl', args, { encoding: 'utf8' })).toBe('leaf.pem: OK\n');
    }
  };
  if (secret === 'emitted') {
    test('node and openssl verify the served certificate against the emitted bundle', verifies);
  }

  test('a second synth changes no byte and writes no file', () => {
    const before = readdirSync(folder, { recursive: true });
    expect(synth()).toEqual(objects);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  test('no private key outside the Secret', () => {
    const others = objects.filter(({ kind }) => kind !== 'Secret').map(object => JSON.stringify(object)).join('');
    expect(Buffer.from(others.match(/[A-Za-z0-9+/]{100,}/)?.[0] ?? '', 'base64').toString() + others).not.toContain('PRIVATE KEY');
  });
});

test('a server outside the cluster gets a certificate and no Secret', () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  process.chdir(folder);
  try {
    const app = Testing.app();
    const server = new ExtensionApiServer(new Chart(app, 'app'), 'laptop', { namespace: 'dev', apis: REQUIRED.apis, backend: Backend.addresses(['192.0.2.7']) });
    const kinds = objectsOf(app).map(({ kind }) => kind);
    expect(kinds).not.toContain('Secret');
    expect(server.secretName).toBeUndefined();
    expect(readdirSync('pki/dev/laptop').sort()).toEqual(['1.crt', '1.key', '2.crt', '2.key', 'state.json']);
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
});
