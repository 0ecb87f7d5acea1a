import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AggregationLayer, FrontProxy, FrontProxyGeneratedOptions, HostFile } from 'cdk8s-extension-api-server';
import { Duration } from 'cdk8s';
import { commonName } from '../../lib/pki/inspect';
import { Command, openssl, testWithOpenssl } from '../pki/openssl';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'front-proxy-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  delete process.env.CI;
});

const state = (): string => join(folder, '_kube-apiserver', 'front-proxy');
const layer = (options: FrontProxyGeneratedOptions = {}, props = {}): AggregationLayer =>
  new AggregationLayer({ frontProxy: FrontProxy.generated({ directory: folder, ...options }), ...props });
const content = (files: HostFile[], name: string): string => files.find(file => file.path.endsWith(name))!.content;
const certificates = (text: string): X509Certificate[] =>
  text.split(/(?=-----BEGIN)/).map(block => new X509Certificate(block));

test('the first synth mints, and later ones read', () => {
  const first = layer();
  expect(layer().hostFiles).toEqual(first.hostFiles);
  expect(first.hostFiles.map(({ path, secret }) => [path, secret])).toEqual([
    ['/etc/kubernetes/front-proxy/front-proxy-ca.crt', false],
    ['/etc/kubernetes/front-proxy/front-proxy-client.crt', false],
    ['/etc/kubernetes/front-proxy/front-proxy-client.key', true],
  ]);
});

test('the certificate is a client certificate for its name, with a strong key', () => {
  const { hostFiles } = layer({ commonName: 'aggregator', validity: Duration.days(30) });
  const client = new X509Certificate(content(hostFiles, 'client.crt'));
  const [signer, standby] = certificates(content(hostFiles, 'ca.crt'));
  expect(client.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(commonName(client)).toBe('aggregator');
  expect(client.ca).toBe(false);
  expect(client.subjectAltName).toBeUndefined();
  expect(client.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  expect(client.checkIssued(signer!) && client.verify(signer!.publicKey)).toBe(true);
  expect(standby!.ca && !client.verify(standby!.publicKey)).toBe(true);
  expect(Math.round((Date.parse(client.validTo) - Date.now()) / 86_400_000)).toBe(30);
});

test('no CA key remains, and private keys have mode 0600', () => {
  layer();
  const keys = ['1.key', '2.key'].map(file => join(state(), file));
  expect(keys.map(file => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toContain('*.key');
  expect(readdirSync(state()).sort()).toEqual(['1.crt', '1.key', '2.crt', '2.key', 'state.json']);
  for (const key of keys) {
    const [client, ca] = certificates(readFileSync(key.replace('.key', '.crt'), 'utf8'));
    expect([client, ca].map(each => each!.checkPrivateKey(createPrivateKey(readFileSync(key))))).toEqual([true, false]);
  }
});

test('a machine without the private key: every other form is the same', () => {
  const flags = layer().flags();
  rmSync(join(state(), '1.key'));
  const again = layer();
  expect(again.flags()).toEqual(flags);
  expect(again.hostFiles.map(file => file.secret)).toEqual([false, false]);
});

test('options that are refused mint nothing', () => {
  expect(() => layer({}, { allowedNames: ['somebody-else'] })).toThrow(
    'AggregationLayer: allowedNames must hold the common name of the client certificate, "front-proxy-client"',
  );
  expect(() => layer({}, { usernameHeaders: ['X-User'] })).toThrow('usernameHeaders');
  expect(() => layer({ name: 'Front Proxy' })).toThrow(
    'AggregationLayer: name must consist of lower-case letters, digits, "-" and ".": it is a folder, got "Front ' +
      'Proxy"; use a name such as "front-proxy"',
  );
  expect(() => layer({ validity: Duration.hours(1) })).toThrow(
    'AggregationLayer: validity must be a whole number of days, at least one, got "60 minutes"; use Duration.days(365)',
  );
  expect(() => layer({ commonName: '' })).toThrow(
    'AggregationLayer: commonName must be 1 to 64 printable ASCII characters, got ""; use "front-proxy-client"',
  );
  expect(() => layer({ hostDirectory: '/etc' })).toThrow(
    'AggregationLayer: files of the front proxy must be in a folder that can be mounted',
  );
  expect(existsSync(state())).toBe(false);
});

test('under CI, nothing is minted', () => {
  process.env.CI = 'true';
  expect(() => layer()).toThrow(
    `AggregationLayer: ${folder}/_kube-apiserver/front-proxy must be committed: under CI no key is minted, got ` +
      '"no such folder"; run synth on your machine and commit the folder',
  );
});

test('a state for another name, or with a certificate of another CA, is refused', () => {
  layer();
  expect(() => layer({ commonName: 'aggregator' })).toThrow(
    `AggregationLayer: ${state()}/1.crt: certificate must be issued to "aggregator", got "front-proxy-client"; ` +
      `restore ${state()} from Git, or move it away to mint a new set and replace the files on every control-plane ` +
      'host',
  );
  layer({ name: 'other' });
  cpSync(join(folder, '_kube-apiserver', 'other', '1.key'), join(state(), '1.key'));
  expect(() => layer()).toThrow(
    `AggregationLayer: ${state()}/1.key must belong to 1.crt, got "the key of another certificate"; move it away: `,
  );
  writeFileSync(join(state(), '1.crt'), 'cut');
  expect(() => layer()).toThrow(`${state()}/1.crt must be PEM text with at least one certificate`);
});

test('a clock that is behind: check the clock; an expired certificate: mint a new set', () => {
  layer();
  const inDays = (count: number): Date => new Date(Date.now() + count * 86_400_000);
  const at = (now: Date): string => {
    jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate'] });
    try {
      layer();
      return 'nothing was thrown';
    } catch (error) {
      return (error as Error).message;
    } finally {
      jest.useRealTimers();
    }
  };
  const [early, late] = [inDays(-50), inDays(5000)];
  expect(at(early)).toMatch(
    new RegExp(`; check the clock of this machine, which says ${early.toISOString().slice(0, 10)}$`),
  );
  expect(at(late).replaceAll(state(), '<state>')).toMatch(
    /certificate must not be expired, got "[^"]+"; move <state> away to mint a new set and replace the files on every control-plane host$/,
  );
});

test('Talos needs the private key of the CA: a generated CA is refused', () => {
  expect(() => layer().talos()).toThrow('AggregationLayer.talos(): frontProxy must be a CA with its private key');
});

testWithOpenssl('openssl accepts it strictly, as a client and as nothing else', () => {
  const { hostFiles } = layer();
  const files = { ca: content(hostFiles, 'ca.crt'), client: content(hostFiles, 'client.crt') };
  const verify = (purpose: string): Command => ({
    arguments: ['verify', '-x509_strict', '-purpose', purpose, '-CAfile', 'ca', 'client'],
    files,
  });
  expect(openssl([verify('sslclient'), verify('sslserver')]).map(({ ok }) => ok)).toEqual([true, false]);
});
