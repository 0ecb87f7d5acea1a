import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../../lib/pki/inspect';
import { Generation, Slots } from '../../lib/pki/slots';
import { temporaryFolder } from '../pki/temporary-folder';
import { runCli } from './run';
import { after, before, frontProxy, minted, refilled, sealed, slotsIn, stateOf, withoutKeys } from './state';

const status = (folder: string, ...more: readonly string[]) =>
  runCli(['pki', 'status', '--directory', folder, ...more], { folder });
const HEAD = 'SERVER';
const ROTATE = (server: string): string =>
  `run "npx cdk8s-extension-api-server pki rotate ${server}", synthesize, commit and apply`;
const FORGET = 'run "npx cdk8s-extension-api-server pki forget a/b --standby", synthesize, commit and apply';
const todo = ({ out }: { readonly out: string }): string => out.split('\nTo do:\n')[1] ?? '';

test('with several servers, prints a table and what to do', async () => {
  const { previous: _none, ...catalog } = minted('shop/catalog', 10);
  const rotated = {
    ...catalog,
    previous: catalog.current,
    current: catalog.standby!,
    standby: undefined,
    rotated: before(1),
  };
  const folder = stateOf({
    '_kube-apiserver/front-proxy': frontProxy(),
    'shop/billing': sealed(minted('shop/billing', 350)),
    'shop/catalog': rotated,
    'warehouse/stock': withoutKeys(minted('warehouse/stock', 30)),
  });
  expect(await status(folder)).toEqual({
    code: 1,
    err: '',
    out: `SERVER                       SLOT      GEN  NOT BEFORE  NOT AFTER   DAYS LEFT  CERTIFICATE   CA            KEY
_kube-apiserver/front-proxy  current   1    2026-06-01  2027-06-01  365        a8598a2f5811  f7ef2a62584c  file
_kube-apiserver/front-proxy  standby   2    2026-06-01  2028-05-31  730        fd0a2abbb3a7  24233a5b00cd  file
shop/billing                 current   1    2025-06-16  2026-06-16  15         dbcf9b83c0a4  83afad8b67ac  sealed-secret
shop/billing                 standby   2    2025-06-16  2027-06-16  380        9e7e4d18c46e  8bdf3507e6be  sealed-secret
shop/catalog                 previous  1    2026-05-22  2027-05-22  355        ba4f5631160e  e74748875339  file
shop/catalog                 current   2    2026-05-22  2028-05-21  720        d7487bbbfcd0  3010c9ab9d09  file
warehouse/stock              current   1    2026-05-02  2027-05-02  335        b5b0b957bc5e  b6136bcdc77e  not here
warehouse/stock              standby   2    2026-05-02  2028-05-01  700        1d54a4c14dfd  bec9615428a1  not here

To do:
  shop/billing: generation 1 expires on 2026-06-16: run "npx cdk8s-extension-api-server pki rotate shop/billing", synthesize, commit and apply
  shop/catalog: run npx cdk8s synth, which creates the next standby; commit, apply
`,
  });
});

test('with --json, prints the same as JSON', async () => {
  const folder = stateOf({ 'shop/catalog': minted('shop/catalog', 360) });
  const { code, out, err } = await status(folder, '--json');
  const [current, standby] = [slotsIn(folder, 'shop/catalog').current, slotsIn(folder, 'shop/catalog').standby!];
  const prints = ({ certificate, ca }: Generation): object => ({
    sha256: fingerprint(certificate),
    caSha256: fingerprint(ca),
    key: 'file',
  });
  expect({ code, err, ...(JSON.parse(out) as object) }).toEqual({
    code: 1,
    err: '',
    ok: false,
    servers: [
      {
        server: 'shop/catalog',
        location: 'pki/shop/catalog',
        ok: false,
        verdict: 'overdue',
        todo: [`generation 1 expires on 2026-06-06: ${ROTATE('shop/catalog')}`],
        slots: [
          {
            slot: 'current',
            generation: 1,
            notBefore: '2025-06-06T11:00:00.000Z',
            notAfter: '2026-06-06T12:00:00.000Z',
            daysLeft: 5,
            ...prints(current),
          },
          {
            slot: 'standby',
            generation: 2,
            notBefore: '2025-06-06T11:00:00.000Z',
            notAfter: '2027-06-06T12:00:00.000Z',
            daysLeft: 370,
            ...prints(standby),
          },
        ],
      },
    ],
  });
});

test('with nothing to do, exits with 0', async () => {
  const result = await status(
    stateOf({ 'shop/catalog': minted('shop/catalog', 30), 'shop/billing': minted('shop/billing', 300) }),
  );
  expect([result.code, result.err, result.out.split('\n').map(line => line.split(' ')[0])]).toEqual([
    0,
    '',
    [HEAD, 'shop/billing', 'shop/billing', 'shop/catalog', 'shop/catalog', ''],
  ]);
});

describe('what to do if', () => {
  test.each<[string, number, readonly string[], number, string]>([
    ['30 days are left', 335, [], 1, `  a/b: generation 1 expires on ${day(30)}: ${ROTATE('a/b')}\n`],
    ['31 days are left', 334, [], 0, ''],
    ['the certificate has expired', 370, [], 1, `  a/b: generation 1 expired on ${day(-5)}: ${ROTATE('a/b')}\n`],
    [
      'the certificate has expired and the standby expires soon',
      710,
      [],
      1,
      `  a/b: generation 1 expired on ${day(-345)}: ${ROTATE('a/b')}; then rotate again with --applied, ` +
        'because the standby expires soon too\n',
    ],
    [
      'both have expired',
      800,
      [],
      1,
      `  a/b: generation 1 expired on ${day(-435)}: the standby has expired too: move pki/a/b away, ` +
        'synthesize, commit and apply everything at once\n',
    ],
    [
      '--warn-days is longer',
      300,
      ['--warn-days', '90'],
      1,
      `  a/b: generation 1 expires on ${day(65)}: ${ROTATE('a/b')}\n`,
    ],
    ['--warn-days is shorter', 355, ['--warn-days', '5'], 0, ''],
    [
      '--warn-days is 0 and the certificate has expired',
      370,
      ['--warn-days', '0'],
      1,
      `  a/b: generation 1 expired on ${day(-5)}: ${ROTATE('a/b')}\n`,
    ],
    [
      'the clock of this machine is wrong',
      -30,
      [],
      1,
      `  a/b: generation 1 is not valid before ${day(30)}; check the clock of this machine, which says 2026-06-01\n`,
    ],
  ])('%s', async (_name, daysAgo, options, code, text) => {
    const result = await status(stateOf({ 'a/b': minted('a/b', daysAgo) }), ...options);
    expect([result.code, todo(result)]).toEqual([code, text]);
  });

  function day(days: number): string {
    return after(days).toISOString().slice(0, 10);
  }

  /** After the validity was shortened, the standby expires before the current certificate. */
  test.each<[string, number, number, readonly string[], string, string]>([
    ['expires soon', 30, 340, [], `  a/b: generation 2, the standby, expires on ${day(25)}: ${FORGET}\n`, 'soon'],
    [
      'expires very soon',
      30,
      360,
      [],
      `  a/b: generation 2, the standby, expires on ${day(5)}: ${FORGET}\n`,
      'overdue',
    ],
    ['has expired', 30, 370, [], `  a/b: generation 2, the standby, expired on ${day(-5)}: ${FORGET}\n`, 'overdue'],
    [
      'expires within --warn-days',
      30,
      300,
      ['--warn-days', '90'],
      `  a/b: generation 2, the standby, expires on ${day(65)}: ${FORGET}\n`,
      'soon',
    ],
    [
      'has expired, and the current certificate expires soon',
      350,
      370,
      [],
      `  a/b: generation 2, the standby, expired on ${day(-5)}: ${FORGET}; then rotate with --applied ` +
        `before generation 1 expires on ${day(15)}\n`,
      'overdue',
    ],
    [
      'expires soon, and so does the current certificate',
      350,
      340,
      [],
      `  a/b: generation 1 expires on ${day(15)}: ${ROTATE('a/b')}; then rotate again with --applied, ` +
        'because the standby expires soon too\n',
      'soon',
    ],
  ])('the standby %s', async (_name, current, standby, options, text, verdict) => {
    const folder = stateOf({
      'a/b': { ...minted('a/b', current), standby: { ...minted('a/b', standby).current, number: 2 } },
    });
    const result = await status(folder, ...options);
    expect([result.code, todo(result)]).toEqual([1, text]);
    expect(JSON.parse((await status(folder, ...options, '--json')).out)).toMatchObject({
      ok: false,
      servers: [{ verdict }],
    });
  });

  describe('the last rotation may not be applied, because', () => {
    const rotated = (daysAgo: number): Slots => {
      const { current, standby } = minted('a/b', daysAgo);
      return refilled('a/b', {
        previous: current,
        current: standby!,
        standby: undefined,
        lastGeneration: 2,
        rotated: before(30),
      });
    };
    const text =
      `  a/b: generation 1, the previous one, expires on ${day(15)}: check that the Secret of ` +
      'generation 2, whose key is not on this machine, is applied everywhere\n';

    test.each<[string, Slots, readonly string[], string]>([
      ['the key is elsewhere and the previous generation expires soon', withoutKeys(rotated(350)), [], text],
      ['the key is elsewhere, with --warn-days', withoutKeys(rotated(350)), ['--warn-days', '20'], text],
      ['the key is elsewhere and the previous generation does not expire soon', withoutKeys(rotated(300)), [], ''],
      ['the key is elsewhere and the previous generation has expired', withoutKeys(rotated(370)), [], ''],
      ['the key is here', rotated(350), [], ''],
      ['the key is in Git, encrypted', sealed(rotated(350)), [], ''],
    ])('%s', async (_name, slots, options, expected) => {
      const result = await status(stateOf({ 'a/b': slots }), ...options);
      expect([result.code, todo(result)]).toEqual([0, expected]);
    });
  });

  test('there is no standby', async () => {
    const folder = stateOf({ 'a/b': { ...minted('a/b', 350), standby: undefined } });
    expect(todo(await status(folder))).toBe(
      `  a/b: generation 1 expires on ${day(15)}: rotate once there is a standby\n  a/b: run npx cdk8s ` +
        'synth, which creates the next standby; commit, apply\n',
    );
  });
});

test('a broken state does not hide the others', async () => {
  const folder = stateOf({
    'a/broken': minted('a/broken'),
    'a/fine': minted('a/fine'),
    'a/foreign': minted('a/foreign'),
    'a/newer': minted('a/newer'),
  });
  rmSync(join(folder, 'a/broken/1.crt'));
  writeFileSync(join(folder, 'a/newer/state.json'), '{"version":99}');
  writeFileSync(join(folder, 'a/foreign/1.key'), 'secret');
  const result = await status(folder);
  expect(
    result.out
      .split('\n')
      .filter(line => line.includes('broken') || line.includes('fine'))
      .map(line => line.replace(/ {2,}.*/, '')),
  ).toEqual(['a/broken', 'a/fine', 'a/fine', 'a/foreign', 'a/newer', '']);
  expect([result.code, todo(result)]).toEqual([
    1,
    [
      '  a/broken: pki/a/broken/1.crt must be a readable file, got "no such file"; restore it from Git',
      '  a/foreign: pki/a/foreign/1.key must be PEM text with a private key, got "6 characters without a ' +
        'PEM block"; restore it from the machine that minted it, or move it away to synthesize without the key',
      '  a/newer: pki/a/newer/state.json must have version 2, got 99; use the release of the library that ' +
        'wrote it, or a later one',
      '',
    ].join('\n'),
  ]);
});

test('a certificate of another CA or with another key is a broken state', async () => {
  const [one, other] = [minted('a/b'), minted('c/d')];
  const folder = stateOf({
    'a/b': { ...one, current: { ...one.current, ca: other.current.ca } },
    'c/d': { ...other, current: { ...other.current, privateKey: one.current.privateKey } },
  });
  expect(todo(await status(folder)).replace(/[0-9a-f]{16}/g, 'X')).toBe(
    [
      '  a/b: generation 1: ca must have signed the certificate, directly or through the intermediates ' +
        'that follow it, got "one by CN=extension-api-server-ca-X, not CN=extension-api-server-ca-X"; ' +
        'restore pki/a/b from Git',
      '  c/d: pki/c/d/1.key must belong to 1.crt, got "the key of another certificate"; move it away: Git ' +
        'does not track keys, and the right one is on the machine that minted 1.crt',
      '',
    ].join('\n'),
  );
});

describe('servers', () => {
  const folder = stateOf({ 'shop/catalog': minted('shop/catalog'), 'shop/billing': minted('shop/billing') });
  test('named twice or by path are shown once, in order', async () => {
    const { out } = await status(folder, `${folder}/shop/catalog/`, 'shop/billing', 'shop/catalog');
    expect(out.split('\n').map(line => line.split(' ')[0])).toEqual([
      HEAD,
      'shop/catalog',
      'shop/catalog',
      'shop/billing',
      'shop/billing',
      '',
    ]);
  });

  test.each([
    ['store/catalog', 'did you mean shop/catalog?'],
    ['ledger', 'there are shop/billing, shop/catalog'],
  ])('that do not exist are refused: %s', async (name, hint) => {
    expect(await status(folder, name)).toEqual({
      code: 1,
      out: '',
      err: `error: server must be one of pki, got "${name}"\nhint: ${hint}\n`,
    });
  });

  test('in the drafts of a killed synth are skipped', async () => {
    const some = stateOf({ 'a/b': minted('a/b') });
    mkdirSync(join(some, 'a/.c.1.00.tmp'));
    mkdirSync(join(some, '.git/objects'), { recursive: true });
    writeFileSync(join(some, 'a/c.sealed-secret.json'), '{}');
    expect((await status(some)).out.split('\n').map(line => line.split(' ')[0])).toEqual([HEAD, 'a/b', 'a/b', '']);
  });

  test('in a state folder below are skipped with a note', async () => {
    const some = stateOf({ 'a/b': minted('a/b') });
    cpSync(stateOf({ 'shop/catalog': minted('shop/catalog') }), join(some, 'staging'), { recursive: true });
    const result = await status(some);
    expect([result.code, result.err, result.out.split('\n').map(line => line.split(' ')[0])]).toEqual([
      0,
      'note: pki/staging is a state folder of its own and is skipped: pass --directory pki/staging\n',
      [HEAD, 'a/b', 'a/b', ''],
    ]);
    expect((await runCli(['pki', 'rotate', '--all', '--directory', some], { folder: some })).err).toBe(result.err);
    rmSync(join(some, 'a'), { recursive: true });
    expect(await status(some)).toEqual({
      code: 1,
      out: '',
      err:
        'error: pki must hold the state of a server, got only those in pki/staging\nhint: name the ' +
        'folder with --directory pki/staging\n',
    });
    expect((await status(join(some, 'staging'))).code).toBe(0);
  });

  test('in a namespace that is a symbolic link are shown', async () => {
    const some = stateOf({ 'a/b': minted('a/b') });
    symlinkSync(join(folder, 'shop'), join(some, 'linked'));
    symlinkSync('self', join(some, 'self'));
    expect((await status(some)).out.split('\n').map(line => line.split(' ')[0])).toEqual([
      HEAD,
      'a/b',
      'a/b',
      'linked/billing',
      'linked/billing',
      'linked/catalog',
      'linked/catalog',
      '',
    ]);
  });

  test('with an empty folder are broken', async () => {
    const some = stateOf({ 'a/b': minted('a/b') });
    mkdirSync(join(some, 'a/empty'));
    expect((await status(some)).out).toContain(
      'a/empty: pki/a/empty/state.json must be a readable file, got "no such file"',
    );
  });

  test('a file in place of the folder is refused', async () => {
    const file = join(temporaryFolder(), 'pki');
    writeFileSync(file, '');
    expect(await status(file)).toEqual({
      code: 1,
      out: '',
      err:
        'error: pki: the state must be in a folder that can be read, got "a file in place of a ' +
        'folder"\nhint: name the folder with --directory, or give yourself permission to read it\n',
    });
  });

  test('an empty --directory is refused', async () => {
    expect(await runCli(['pki', 'status', '-d', ''], { folder: temporaryFolder() })).toEqual({
      code: 2,
      out: '',
      err: 'error: --directory must name a folder, got ""\nhint: omit it to use pki\n',
    });
  });

  test.each([
    ['that does not exist', 'no such folder', () => '/nonexistent'],
    ['without a server', 'none', temporaryFolder],
  ])('a folder %s is refused', async (_name, got, make) => {
    const empty = make();
    expect(await status(empty)).toEqual({
      code: 1,
      out: '',
      err:
        `error: pki must hold the state of a server, got ${got}\nhint: run this where cdk8s.yaml is, ` +
        'name the folder with --directory, or run cdk8s synth, which writes it\n',
    });
  });
});
