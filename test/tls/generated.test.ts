import { X509Certificate } from 'node:crypto';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, TlsGeneratedOptions, Tls } from 'cdk8s-extension-api-server';
import { KubernetesObject, objectsOf, REQUIRED } from '../construct/server-in-app';
import { fixturePair } from '../pki/fixture-pair';
import { inOwnFolder } from './own-folder';

const { said, folder } = inOwnFolder();

const synth = (options: TlsGeneratedOptions, id: string): KubernetesObject[] => {
  const app = new App({ outdir: join(folder(), 'dist') });
  new ExtensionApiServer(new Chart(app, 'app'), id, { ...REQUIRED, tls: Tls.generated(options) });
  return objectsOf(app);
};
const bundle = (objects: KubernetesObject[]): string =>
  Buffer.from(objects.find(({ kind }) => kind === 'APIService')!.spec.caBundle as string, 'base64').toString();
const old = fixturePair('catalog.catalog.svc');

test('CAs in additionalCa are in the bundle as long as they are given', () => {
  const without = bundle(synth({}, 'moving'));
  const withOld = bundle(synth({ additionalCa: `# of the old server\n${old.ca}` }, 'moving'));
  expect(withOld).toBe(`${without}${new X509Certificate(old.ca).toString()}`);
  expect(bundle(synth({}, 'moving'))).toBe(without);
});

test('a certificate without the CA flag is refused as additionalCa', () => {
  expect(() => synth({ additionalCa: old.certificate }, 'wrong')).toThrow(
    new RegExp(
      '^app/wrong: additionalCa must hold CA certificates, got "certificate [0-9a-f]{16}… without the CA flag"; ' +
        'pass the certificate of the issuer, not the one that serves$',
    ),
  );
});

test('a key in place of a folder is refused and not quoted', () => {
  expect(() => synth({ directory: old.privateKey }, 'misplaced')).toThrow(
    'app/misplaced: directory must name a folder, got "PEM text"; use one beside cdk8s.yaml, such as "pki"',
  );
  expect(readdirSync('.')).toEqual([]);
});

test('a folder that was renamed along with its server is refused: the new name needs new keys', () => {
  synth({}, 'before');
  renameSync('pki/catalog/before', 'pki/catalog/after');
  expect(() => synth({}, 'after')).toThrow(
    'app/after: pki/catalog/after/1.crt: certificate must be valid for after.catalog.svc, ' +
      'the name that kube-apiserver checks, got "before.catalog.svc, before.catalog.svc.cluster.local"; ' +
      'move pki/catalog/after back to where the server had its old name, or away: ' +
      'under another name it is another server, with keys of its own',
  );
});

test('a name that was added later gives a notice with the way to it, and changes nothing', () => {
  const first = synth({}, 'named');
  said.length = 0;
  expect(synth({ dnsNames: ['catalog.example.com'] }, 'named')).toEqual(first);
  expect(said).toEqual([
    'notice: app/named: generation 1 in pki/catalog/named was minted without the name catalog.example.com; ' +
      'run "npx cdk8s-extension-api-server pki rotate catalog/named" when the standby has it',
    'notice: app/named: generation 2 in pki/catalog/named was minted without the name catalog.example.com; ' +
      'run "npx cdk8s-extension-api-server pki forget catalog/named --standby", synthesize and apply',
  ]);
});
