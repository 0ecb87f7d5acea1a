import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskStore } from '../../lib/pki/store/disk';
import { Slots } from '../../lib/pki/slots';
import { LIVING } from '../pki/living-process';
import { files, tree } from '../pki/temporary-folder';
import { NOW, runCli } from './run';
import { after, idOf, minted, numbersIn, refilled, sealed, slotsIn, stateOf, withoutKeys } from './state';

const rotate = (folder: string, args: readonly string[], now = NOW) =>
  runCli(['pki', 'rotate', '--directory', folder, ...args], { folder, now });
const forget = (folder: string, args: readonly string[], now = NOW) =>
  runCli(['pki', 'forget', '--directory', folder, ...args], { folder, now });

const NEXT =
  '\nNext:\n  npx cdk8s synth      creates the next standby\n  git add pki and what synth wrote, commit, ' +
  'apply in any order\n';
const SERVES = (server: string, generation = 2): string =>
  `${server}: generation ${generation} serves from now on; generation ${generation - 1} stays trusted ` +
  'until the next rotation\n';
const NO_STANDBY = (server: string): string =>
  `error: ${server}: the standby must be there before it can serve, got "a rotation to generation 2 ` +
  'without a synth after it"\nhint: run synth, which mints the next one, commit and apply it first\n';
const UNSETTLED = (what: string): string =>
  `error: shop/catalog: the last rotation must have arrived in every cluster before anything is ${what}, ` +
  'got "generation 2, which serves since 2026-06-01T12:00Z"\nhint: apply it everywhere and add --applied, ' +
  'or wait until it is 7 days old\n';

const server = 'shop/catalog';

/** Creates a standby, as the next synth does. */
function synthesize(folder: string): void {
  const store = new DiskStore(folder);
  const slots = store.read(server, idOf(server)) as Slots;
  store.stage(server, idOf(server), refilled(server, slots));
  store.publish();
}

/** Whether `run` changes nothing on the disk. */
async function unchanged(folder: string, run: () => Promise<unknown>): Promise<boolean> {
  const before = tree(folder);
  await run();
  return JSON.stringify(tree(folder)) === JSON.stringify(before);
}

describe('rotate', () => {
  test('makes the standby current and keeps the current as previous', async () => {
    const folder = stateOf({ [server]: minted(server) });
    const { current, standby } = slotsIn(folder, server);
    expect(await rotate(folder, [server])).toEqual({ code: 0, err: '', out: SERVES(server) + NEXT });
    expect(slotsIn(folder, server)).toEqual({
      previous: current,
      current: standby,
      standby: undefined,
      lastGeneration: 2,
      rotated: NOW,
    });
    expect(files(folder)).toEqual([
      '.gitignore',
      ...['1.crt', '1.key', '2.crt', '2.key', 'state.json'].map(file => `shop/catalog/${file}`),
    ]);
  });

  test('is refused until synth has created a standby, then for seven days without --applied', async () => {
    const folder = stateOf({ [server]: minted(server) });
    await rotate(folder, [server]);
    expect(await rotate(folder, [server])).toEqual({ code: 1, out: '', err: NO_STANDBY(server) });
    synthesize(folder);
    expect(numbersIn(folder, server)).toEqual([1, 2, 3]);
    expect(await rotate(folder, [server], after(6.9))).toEqual({ code: 1, out: '', err: UNSETTLED('rotated again') });
    expect(await unchanged(folder, () => rotate(folder, [server], after(6.9)))).toBe(true);
    expect(await rotate(folder, [server, '--applied'], after(1))).toEqual({
      code: 0,
      err: '',
      out: SERVES(server, 3) + NEXT,
    });
    synthesize(folder);
    expect((await rotate(folder, [server], after(8))).code).toBe(0);
    expect(numbersIn(folder, server)).toEqual([3, 4, undefined]);
    // The keys of the first two generations are deleted.
    expect(files(join(folder, 'shop/catalog'))).toEqual(['3.crt', '3.key', '4.crt', '4.key', 'state.json']);
  });

  test('with --all, rotates every server', async () => {
    const folder = stateOf({ 'a/two': minted('a/two'), 'a/one': minted('a/one') });
    expect(await rotate(folder, ['--all'])).toEqual({
      code: 0,
      err: '',
      out: SERVES('a/one') + SERVES('a/two') + NEXT,
    });
  });

  test('with --all and one refused server, rotates none', async () => {
    const folder = stateOf({
      'a/one': minted('a/one'),
      'a/three': minted('a/three'),
      'a/two': { ...minted('a/two'), previous: undefined, standby: undefined },
    });
    const err =
      'error: a/two: the standby must be there before it can serve, got "a rotation to generation 1 ' +
      'without a synth after it"\nhint: run synth, which mints the next one, commit and apply it first\n' +
      'error: nothing was changed; 2 other servers were not rotated either\nhint: name the servers that ' +
      'can be rotated\n';
    expect(
      await unchanged(folder, async () => expect(await rotate(folder, ['--all'])).toEqual({ code: 1, out: '', err })),
    ).toBe(true);
  });

  test.each<[readonly string[], string, string]>([
    [
      ['--all'],
      SERVES('a/one'),
      'error: rotated: 1 of 3 servers; not rotated: b/two c/three\nhint: name these once their state can ' +
        'be written; then synthesize, commit and apply\n',
    ],
    [['b/two'], '', ''],
  ])('with one server locked by another process, reports which servers were rotated: %j', async (args, out, left) => {
    const folder = stateOf({ 'a/one': minted('a/one'), 'b/two': minted('b/two'), 'c/three': minted('c/three') });
    writeFileSync(join(folder, 'b/.two.lock.tmp'), String(LIVING));
    expect(await rotate(folder, args)).toEqual({
      code: 1,
      out,
      err:
        `error: b/two: pki/b/two must be changed by one process at a time, got "process ${LIVING}, ` +
        'which is changing it"\nhint: run synth again when it has ended, or remove pki/b/.two.lock.tmp if it is ' +
        `another program\n${left}`,
    });
    expect(['a/one', 'b/two', 'c/three'].map(name => slotsIn(folder, name).current.number)).toEqual([
      out === '' ? 1 : 2,
      1,
      1,
    ]);
  });

  test('with the new key on another machine, prints a note', async () => {
    const folder = stateOf({
      'a/elsewhere': withoutKeys(minted('a/elsewhere')),
      'a/sealed': sealed(minted('a/sealed')),
    });
    expect((await rotate(folder, ['--all'])).err).toBe(
      'note: a/elsewhere: the key of generation 2 is not on this machine; unless it is in a vault, ' +
        'synthesize and apply its Secret on the machine that has the key\n',
    );
  });

  test.each<[readonly string[], string]>([
    [[], 'error: a server must be given\nhint: name servers, as pki status shows them, or use --all\n'],
    [
      [server, '--all'],
      'error: either servers or --all must be given, got both\nhint: name servers, as pki status shows ' +
        'them, or use --all\n',
    ],
  ])('%j is a wrong command line', async (args, err) => {
    const folder = stateOf({ [server]: minted(server) });
    expect(
      await unchanged(folder, async () => expect(await rotate(folder, args)).toEqual({ code: 2, out: '', err })),
    ).toBe(true);
  });

  test('with a broken state, changes nothing', async () => {
    const folder = stateOf({ [server]: minted(server) });
    rmSync(join(folder, server, '2.crt'));
    const err =
      'error: shop/catalog: pki/shop/catalog/2.crt must be a readable file, got "no such file"\nhint: ' +
      'restore it from Git\n';
    expect(
      await unchanged(folder, async () => expect(await rotate(folder, [server])).toEqual({ code: 1, out: '', err })),
    ).toBe(true);
  });
});

describe('forget', () => {
  const rotated = async (): Promise<string> => {
    const folder = stateOf({ [server]: minted(server) });
    await rotate(folder, [server]);
    return folder;
  };

  test('with --applied, removes the previous generation', async () => {
    const folder = await rotated();
    expect(await forget(folder, [server])).toEqual({ code: 1, out: '', err: UNSETTLED('forgotten') });
    expect(await forget(folder, [server, '--previous', '--applied'])).toEqual({
      code: 0,
      err: '',
      out:
        'shop/catalog: generation 1 is no longer trusted once this is applied\n\nNext:\n  npx cdk8s ' +
        'synth      writes a caBundle without it\n  git add pki and what synth wrote, commit, apply\n',
    });
    expect(numbersIn(folder, server)).toEqual([undefined, 2, undefined]);
    expect(files(join(folder, server))).toEqual(['2.crt', '2.key', 'state.json']);
  });

  test('a week after the rotation, removes the previous generation', async () => {
    expect((await forget(await rotated(), [server], after(7))).code).toBe(0);
  });

  test('with --standby, removes the standby and never reuses its number', async () => {
    const folder = stateOf({ [server]: minted(server) });
    expect(await forget(folder, [server, '--standby'])).toEqual({
      code: 0,
      err: '',
      out:
        'shop/catalog: generation 2 will never serve; rotate after the next synth has created another ' +
        'standby and it is applied everywhere\n\nNext:\n  npx cdk8s synth      creates the next standby\n ' +
        ' git add pki and what synth wrote, commit, apply\n',
    });
    synthesize(folder);
    expect(numbersIn(folder, server)).toEqual([undefined, 1, 3]);
  });

  test.each<[readonly string[], number, string]>([
    [
      [server],
      1,
      'error: shop/catalog: there must be a previous generation to forget, got "generation 1 ' +
        'alone"\nhint: rotate first if it is the current one whose key leaked\n',
    ],
    [
      [server, '--previous', '--standby'],
      2,
      "error: option '--previous' cannot be used with option '--standby'\nhint: " +
        'cdk8s-extension-api-server pki forget --help shows the usage\n',
    ],
    [
      [],
      2,
      "error: missing required argument 'server'\nhint: cdk8s-extension-api-server pki forget --help shows the usage\n",
    ],
  ])('%j is refused', async (args, code, err) => {
    const folder = stateOf({ [server]: minted(server) });
    expect(
      await unchanged(folder, async () => expect(await forget(folder, args)).toEqual({ code, out: '', err })),
    ).toBe(true);
  });
});
