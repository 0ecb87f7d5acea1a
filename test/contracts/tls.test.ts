import { execFileSync } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { Backend, CertManagerIssuer, ExtensionApiServer, KeyAlgorithm, Tls } from 'cdk8s-extension-api-server';
import { fixturePair } from '../pki/fixture-pair';
import { installed } from '../pki/openssl';
import { KubernetesObject, objectsOf, REQUIRED } from '../construct/server-in-app';

/**
 * The promises of every TLS strategy. A new strategy is a line here.
 */
interface Row {
  readonly tls: () => Tls;
  /** Whether the Secret is emitted, issued in the cluster, there already, not needed, or replaced by the kubelet. */
  readonly secret: 'emitted' | 'issued' | 'existing' | 'none' | 'requested';
  /** Whether kube-apiserver trusts an emitted bundle, an injected one, or any certificate. */
  readonly verified: 'bundle' | 'injected' | 'skipped';
}

const pair = fixturePair('catalog.catalog.svc');

/** Writes the pair to files in the working directory. */
function pairInFiles(): { caFile: string; certificateFile: string; privateKeyFile: string } {
  writeFileSync('ca.pem', pair.ca);
  writeFileSync('server.pem', pair.certificate);
  writeFileSync('server-key.pem', pair.privateKey);
  return { caFile: 'ca.pem', certificateFile: './server.pem', privateKeyFile: join(process.cwd(), 'server-key.pem') };
}

const STRATEGIES: Record<string, Row> = {
  generated: { tls: () => Tls.generated(), secret: 'emitted', verified: 'bundle' },
  'generated with P-384 and another name': {
    tls: () => Tls.generated({ algorithm: KeyAlgorithm.ECDSA_P384, dnsNames: ['catalog.example.com'] }),
    secret: 'emitted',
    verified: 'bundle',
  },
  'generated with RSA': {
    tls: () => Tls.generated({ algorithm: KeyAlgorithm.RSA_2048, directory: 'certificates' }),
    secret: 'emitted',
    verified: 'bundle',
  },
  'provided as PEM': { tls: () => Tls.fromPem(pair), secret: 'emitted', verified: 'bundle' },
  'provided as PEM, with a second CA': {
    tls: () => Tls.fromPem({ ...pair, ca: fixturePair('next.catalog.svc').ca + pair.ca }),
    secret: 'emitted',
    verified: 'bundle',
  },
  'provided in files': { tls: () => Tls.fromFiles(pairInFiles()), secret: 'emitted', verified: 'bundle' },
  'provided in a Secret': {
    tls: () => Tls.fromSecret({ ca: pair.ca, secretName: 'mine' }),
    secret: 'existing',
    verified: 'bundle',
  },
  'provided in a Secret with other keys, and a CA in a file': {
    tls: () =>
      Tls.fromSecret({
        caFile: pairInFiles().caFile,
        secretName: 'mine',
        certificateDataKey: 'server.pem',
        privateKeyDataKey: 'server-key.pem',
      }),
    secret: 'existing',
    verified: 'bundle',
  },
  'cert-manager with a CA of its own': { tls: () => Tls.certManager(), secret: 'issued', verified: 'injected' },
  'cert-manager with an issuer that exists': {
    tls: () => Tls.certManager({ issuer: CertManagerIssuer.fromClusterIssuer('company') }),
    secret: 'issued',
    verified: 'injected',
  },
  'cert-manager with an issuer whose CA is known': {
    tls: () => Tls.certManager({ issuer: CertManagerIssuer.fromIssuer('company', { ca: pair.ca }) }),
    secret: 'issued',
    verified: 'bundle',
  },
  'pod certificate': {
    tls: () => Tls.podCertificate({ signerName: 'example.com/serving', caBundle: pair.ca }),
    secret: 'requested',
    verified: 'bundle',
  },
  OpenShift: { tls: () => Tls.openShiftServiceCa(), secret: 'issued', verified: 'injected' },
  'self-managed': { tls: () => Tls.selfManaged(), secret: 'none', verified: 'injected' },
  'self-managed in a Secret': {
    tls: () => Tls.selfManaged({ secretName: 'mine' }),
    secret: 'none',
    verified: 'injected',
  },
  skipped: { tls: () => Tls.dangerouslySkipVerification(), secret: 'none', verified: 'skipped' },
};

describe.each(Object.entries(STRATEGIES))('%s', (_name, { tls, secret, verified }) => {
  const home = process.cwd();
  let folder: string;
  let objects: KubernetesObject[];
  const find = (kind: string): KubernetesObject[] => objects.filter(object => object.kind === kind);
  let server: ExtensionApiServer;
  const synth = (): KubernetesObject[] => {
    const app = new App({ outdir: join(folder, 'dist') });
    server = new ExtensionApiServer(new Chart(app, 'app'), 'catalog', {
      ...REQUIRED,
      apis: [...REQUIRED.apis, { group: 'catalog.example.com', version: 'v1beta1' }],
      tls: tls(),
    });
    return objectsOf(app);
  };

  beforeAll(() => {
    process.chdir((folder = mkdtempSync(join(tmpdir(), 'contract-'))));
    objects = synth();
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  test('all APIServices have the same caBundle, or all wait for one, or all skip verification', () => {
    for (const { spec } of find('APIService')) {
      expect({ caBundle: spec.caBundle !== undefined, skipped: spec.insecureSkipTLSVerify }).toEqual({
        caBundle: verified === 'bundle',
        skipped: verified === 'skipped' ? true : undefined,
      });
    }
    expect(new Set(find('APIService').map(({ spec }) => spec.caBundle)).size).toBe(1);
  });

  test('injectedFields lists the fields that the cluster writes, and no others', () => {
    expect(server.injectedFields).toEqual(
      verified !== 'injected'
        ? []
        : find('APIService').map(({ metadata }) => ({
            apiGroup: 'apiregistration.k8s.io',
            kind: 'APIService',
            name: metadata.name,
            jsonPointer: '/spec/caBundle',
          })),
    );
  });

  test('the pods mount the pair as a whole volume, and the flags name its files', () => {
    const [deployment] = find('Deployment');
    const {
      containers: [container],
      volumes,
    } = deployment!.spec.template.spec;
    const volume = volumes.find(({ name }: { name: string }) => name === 'certificate');
    expect(volume?.secret?.secretName).toBe(
      { emitted: 'catalog-tls', issued: 'catalog-tls', existing: 'mine', none: undefined, requested: undefined }[
        secret
      ],
    );
    expect(server.secretName).toBe(volume?.secret?.secretName);
    expect(volume?.projected?.sources).toEqual(
      secret === 'requested'
        ? [{ podCertificate: expect.objectContaining({ certificateChainPath: 'tls.crt', keyPath: 'tls.key' }) }]
        : undefined,
    );
    expect(find('Secret').map(({ metadata }) => metadata.name)).toEqual(secret === 'emitted' ? ['catalog-tls'] : []);
    const mount = container.volumeMounts.find(({ name }: { name: string }) => name === volume?.name);
    expect(mount?.subPath).toBeUndefined();
    expect(container.args.filter((arg: string) => arg.startsWith('--tls-'))).toEqual(
      secret === 'none'
        ? []
        : [`--tls-cert-file=${mount.mountPath}/tls.crt`, `--tls-private-key-file=${mount.mountPath}/tls.key`],
    );
  });

  const verifies = (): void => {
    const { data } = find('Secret')[0]!;
    const text = (base64: string): string => Buffer.from(base64, 'base64').toString();
    const leaf = new X509Certificate(text(data['tls.crt']));
    expect(leaf.checkHost('catalog.catalog.svc', { subject: 'never' })).toBe('catalog.catalog.svc');
    expect(leaf.checkPrivateKey(createPrivateKey(text(data['tls.key'])))).toBe(true);
    writeFileSync('bundle.pem', text(find('APIService')[0]!.spec.caBundle));
    writeFileSync('leaf.pem', text(data['tls.crt']));
    if (installed) {
      const args = [
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        '-verify_hostname',
        'catalog.catalog.svc',
        '-CAfile',
        'bundle.pem',
        'leaf.pem',
      ];
      expect(execFileSync('openssl', args, { encoding: 'utf8' })).toBe('leaf.pem: OK\n');
    }
  };
  if (secret === 'emitted') {
    test('node and openssl verify the served certificate against the emitted bundle', verifies);
  }

  test('synthesized twice, it emits the same objects and writes no file', () => {
    const before = readdirSync(folder, { recursive: true });
    expect(synth()).toEqual(objects);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  test('only the Secret holds a private key', () => {
    const others = objects
      .filter(({ kind }) => kind !== 'Secret')
      .map(object => JSON.stringify(object))
      .join('');
    expect(Buffer.from(others.match(/[A-Za-z0-9+/]{100,}/)?.[0] ?? '', 'base64').toString() + others).not.toContain(
      'PRIVATE KEY',
    );
  });
});

test('a server outside the cluster: the state has a certificate, and no Secret is emitted', () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  process.chdir(folder);
  try {
    const app = Testing.app();
    const server = new ExtensionApiServer(new Chart(app, 'app'), 'laptop', {
      namespace: 'dev',
      apis: REQUIRED.apis,
      backend: Backend.addresses(['192.0.2.7']),
    });
    const kinds = objectsOf(app).map(({ kind }) => kind);
    expect(kinds).not.toContain('Secret');
    expect(server.secretName).toBeUndefined();
    expect(readdirSync('pki/dev/laptop').sort()).toEqual(['1.crt', '1.key', '2.crt', '2.key', 'state.json']);
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
});
