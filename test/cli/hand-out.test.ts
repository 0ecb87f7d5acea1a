import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { keyText } from '../../lib/pki/slots';
import { files, temporaryFolder, tree } from '../pki/temporary-folder';
import { runCli } from './run';
import { frontProxy, minted, sealed, slotsIn, stateOf, withoutKeys } from './state';

const server = 'shop/catalog';
const folder = stateOf({
  [server]: minted(server),
  'shop/sealed': sealed(minted('shop/sealed')),
  'shop/elsewhere': withoutKeys(minted('shop/elsewhere')),
  'shop/rotated': { ...minted('shop/rotated'), standby: undefined },
  '_kube-apiserver/front-proxy': frontProxy(),
});
const handOut = (...args: readonly string[]) => runCli(['pki', 'hand-out', '--directory', folder, ...args], { folder });
const pairOf = (slot: 'current' | 'standby'): { readonly [key: string]: string } => {
  const { certificate, privateKey } = slotsIn(folder, server)[slot]!;
  return { 'tls.crt': certificate.toString(), 'tls.key': keyText(privateKey!) };
};
const CURRENT = 'note: this is generation 1 of shop/catalog, the current one; for the next one use --slot standby\n';

test('by default, prints certificate and key as PEM', async () => {
  const { 'tls.crt': certificate = '', 'tls.key': key = '' } = pairOf('current');
  expect(await handOut(server)).toEqual({ code: 0, err: CURRENT, out: certificate + key });
  expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
});

test('with --slot standby --format json, prints the standby as JSON', async () => {
  const { code, out, err } = await handOut(server, '--slot', 'standby', '--format', 'json');
  expect({ code, err, out: JSON.parse(out) as unknown }).toEqual({
    code: 0,
    err: 'note: this is generation 2 of shop/catalog, the standby one\n',
    out: pairOf('standby'),
  });
});

test('with --format secret, prints a Secret', async () => {
  const { code, out } = await handOut(server, '--format', 'secret');
  const data = Object.fromEntries(
    Object.entries(pairOf('current')).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
  );
  expect([code, parse(out)]).toEqual([
    0,
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'catalog-tls', namespace: 'shop' },
      type: 'kubernetes.io/tls',
      data,
    },
  ]);
});

test('with --output, writes files of mode 0600 and overwrites none', async () => {
  const output = join(temporaryFolder(), 'handover');
  expect(await handOut(server, '--output', output)).toEqual({
    code: 0,
    err: CURRENT,
    out: `${output}/tls.crt\n${output}/tls.key\n`,
  });
  expect(Object.fromEntries(files(output).map(name => [name, readFileSync(join(output, name), 'utf8')]))).toEqual(
    pairOf('current'),
  );
  expect(
    [output, `${output}/tls.crt`, `${output}/tls.key`].map(path => (statSync(path).mode & 0o777).toString(8)),
  ).toEqual(['700', '600', '600']);
  const before = tree(output);
  expect(await handOut(server, '--output', output)).toEqual({
    code: 1,
    out: '',
    err:
      `error: ${output}/tls.crt must not exist yet, got a file\nhint: choose another folder, or move ` +
      'the file away\n',
  });
  expect(tree(output)).toEqual(before);
});

test('with --output, writes nothing if one of the files exists', async () => {
  const output = temporaryFolder();
  writeFileSync(join(output, 'tls.key'), 'another');
  expect((await handOut(server, '--output', output)).code).toBe(1);
  expect(files(output)).toEqual(['tls.key']);
});

describe('--forget-key', () => {
  const own = stateOf({ [server]: minted(server) });
  const forget = (...args: readonly string[]) =>
    runCli(['pki', 'hand-out', server, '--directory', own, '--forget-key', ...args], { folder: own });

  test('without --output, is refused and keeps the key', async () => {
    expect(await forget()).toEqual({
      code: 2,
      out: '',
      err:
        'error: --forget-key needs --output: if the program that reads the output fails, the key is ' +
        'lost\nhint: remove the key file yourself once the vault has the key\n',
    });
    expect(existsSync(join(own, server, '1.key'))).toBe(true);
  });

  test('if writing fails, keeps the key', async () => {
    const output = temporaryFolder();
    mkdirSync(join(output, 'catalog.json'));
    expect((await forget('--format', 'json', '--output', output)).code).toBe(1);
    expect(existsSync(join(own, server, '1.key'))).toBe(true);
  });

  test('once the files are written, removes the key', async () => {
    const output = temporaryFolder();
    expect(await forget('--format', 'json', '--output', output)).toEqual({
      code: 0,
      out: `${output}/catalog.json\n`,
      err: `${CURRENT}note: pki/shop/catalog/1.key was removed: the files written are the only copy of the key\n`,
    });
    expect(files(join(own, server))).toEqual(['1.crt', '2.crt', '2.key', 'state.json']);
    expect((await runCli(['pki', 'hand-out', server, '--directory', own], { folder: own })).err).toBe(
      'error: shop/catalog: the key of generation 1 must be on this machine, got no ' +
        'pki/shop/catalog/1.key\nhint: run this on the machine that created it, or read it from the vault\n',
    );
  });
});

test.each<[string, readonly string[], number, string]>([
  [
    'an encrypted key',
    ['shop/sealed'],
    1,
    'error: shop/sealed: the key of generation 1 must be on this machine, got only ' +
      'pki/shop/sealed/1.sealed-secret.json, which is encrypted for a sealing certificate\nhint: decrypt ' +
      'it where the decryption key is; it cannot be decrypted here\n',
  ],
  [
    'a key on another machine',
    ['shop/elsewhere', '--slot', 'standby'],
    1,
    'error: shop/elsewhere: the key of generation 2 must be on this machine, got no ' +
      'pki/shop/elsewhere/2.key\nhint: run this on the machine that created it, or read it from the vault\n',
  ],
  [
    'a standby before the next synth',
    ['shop/rotated', '--slot', 'standby'],
    1,
    'error: shop/rotated: there must be a standby generation, got none since the last rotation\nhint: run ' +
      'cdk8s synth, which creates the next standby\n',
  ],
  [
    "a front proxy's pair as a Secret",
    ['_kube-apiserver/front-proxy', '--format', 'secret'],
    1,
    'error: _kube-apiserver/front-proxy: the pair of a front proxy must go to files of the control plane, ' +
      'got the format secret\nhint: use --format pem --output <folder>\n',
  ],
  [
    'a slot that does not exist',
    [server, '--slot', 'previous'],
    2,
    "error: option '--slot <slot>' argument 'previous' is invalid. Allowed choices are current, " +
      'standby.\nhint: cdk8s-extension-api-server pki hand-out --help shows the usage\n',
  ],
])('refused: %s', async (_name, args, code, err) => {
  expect(await handOut(...args)).toEqual({ code, out: '', err });
});
