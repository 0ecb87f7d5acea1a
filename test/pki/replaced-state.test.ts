import fs, { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALGORITHMS } from '../../lib/pki/algorithm';
import { fillStandby, mintGeneration, mintSlots, systemRandom } from '../../lib/pki/mint';
import { forgetPrevious, rotate } from '../../lib/pki/rotation';
import { Encrypted, generations, Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { LIVING } from './living-process';
import { files, messageOf, temporaryFolder, tree } from './temporary-folder';

const ID = { namespace: 'ns', name: 'catalog' };
const request = {
  dnsNames: ['catalog.ns.svc'],
  algorithm: ALGORITHMS.ECDSA_P256,
  serviceDays: 365,
  now: new Date(),
  random: systemRandom,
};
const moment = { now: request.now, applied: true };
const first = mintSlots(request);
const rotated = rotate(first, moment) as Slots;
const filled = fillStandby(rotated, (number, serviceLives) => mintGeneration(number, request, serviceLives));
const encrypted: Encrypted = {
  delivery: 'sealed-secret',
  recipient: 'sealing certificate 0a1b',
  binding: 'strict ns/catalog-tls',
  ciphertext: { 'tls.key': 'AgB…' },
};

function published(slots: Slots): string {
  const folder = join(temporaryFolder(), 'pki');
  const store = new DiskStore(folder);
  store.stage('app/catalog', ID, slots);
  store.publish();
  return folder;
}

/** As a command or a synth does it, in a process of its own. */
function replace(folder: string, change: (slots: Slots) => Slots): void {
  const store = new DiskStore(folder);
  store.stage('app/catalog', ID, change(store.read('app/catalog', ID) as Slots));
  store.publish();
}

const read = (folder: string): Slots => new DiskStore(folder).read('app/catalog', ID) as Slots;
const numbers = (slots: Slots): number[] => generations(slots).map(({ number }) => number);
/**
 * Of the files: a folder changes its date with every draft in it. Its mode begins with 4, and what follows may be
 * inherited, as setgid is.
 */
const contents = (folder: string): object =>
  Object.fromEntries(Object.entries(tree(folder)).filter(([, text]) => !/^4\d{4} /.test(text)));
const names = (folder: string): string[] =>
  files(folder)
    .filter(file => file.startsWith('ns/'))
    .map(file => file.replace('ns/catalog/', ''));
const state = (folder: string): { [field: string]: unknown } =>
  JSON.parse(readFileSync(join(folder, 'ns/catalog/state.json'), 'utf8')) as never;

test('a rotation writes only state.json', () => {
  const folder = published(first);
  const before = tree(join(folder, 'ns/catalog'));
  replace(folder, () => rotated);
  expect({ ...tree(join(folder, 'ns/catalog')), 'state.json': '' }).toEqual({ ...before, 'state.json': '' });
  expect(state(folder)).toMatchObject({
    slots: { previous: 1, current: 2 },
    lastGeneration: 2,
    rotated: request.now.toISOString(),
  });
  expect(read(folder)).toMatchObject({ standby: undefined, rotated: request.now });
});

test('the next synth adds a standby, and the one after the next rotation removes the oldest generation', () => {
  const folder = published(first);
  replace(folder, () => filled);
  expect(names(folder)).toEqual(['1.crt', '1.key', '2.crt', '2.key', '3.crt', '3.key', 'state.json']);
  replace(folder, slots => rotate(slots, moment) as Slots);
  expect(names(folder)).toEqual(['2.crt', '2.key', '3.crt', '3.key', 'state.json']);
  replace(folder, slots => forgetPrevious(slots, moment) as Slots);
  expect(names(folder)).toEqual(['3.crt', '3.key', 'state.json']);
  expect(numbers(read(folder))).toEqual([3]);
  expect(state(folder)).toMatchObject({ lastGeneration: 3 });
});

test('a key that is on another machine is not written', () => {
  const folder = published(first);
  rmSync(join(folder, 'ns/catalog/2.key'));
  replace(folder, () => ({ ...rotated, current: { ...rotated.current, privateKey: undefined } }));
  expect(names(folder)).toEqual(['1.crt', '1.key', '2.crt', 'state.json']);
});

describe('a key that was encrypted when it was minted', () => {
  const sealed: Slots = {
    ...first,
    current: { ...first.current, encrypted },
    standby: { ...first.standby, encrypted },
  };

  test('is in no key file, and its ciphertext is read', () => {
    const folder = published(sealed);
    expect(names(folder)).toEqual(['1.crt', '1.sealed-secret.json', '2.crt', '2.sealed-secret.json', 'state.json']);
    expect(Object.values(tree(folder)).join('')).not.toContain('PRIVATE KEY');
    const { current } = read(folder);
    expect([current.privateKey, current.encrypted]).toEqual([
      undefined,
      { ...encrypted, of: current.certificate.fingerprint256.replaceAll(':', '').toLowerCase() },
    ]);
  });

  test('does not remove a key file that existed before', () => {
    const folder = published(first);
    replace(folder, slots => ({
      ...slots,
      current: { ...slots.current, encrypted },
      standby: { ...slots.standby!, encrypted },
    }));
    expect(names(folder)).toEqual([
      '1.crt',
      '1.key',
      '1.sealed-secret.json',
      '2.crt',
      '2.key',
      '2.sealed-secret.json',
      'state.json',
    ]);
  });

  test('is in one file: the file of an earlier delivery is removed', () => {
    const folder = published(first);
    for (const delivery of ['sealed-secret', 'sops']) {
      replace(folder, slots => ({
        ...slots,
        current: { ...slots.current, encrypted: { ...encrypted, delivery } },
        standby: { ...slots.standby!, encrypted },
      }));
    }
    expect(names(folder)).toEqual([
      '1.crt',
      '1.key',
      '1.sops.json',
      '2.crt',
      '2.key',
      '2.sealed-secret.json',
      'state.json',
    ]);
  });

  test.each<[string, (file: string) => void, string]>([
    ['missing', file => rmSync(file), 'must be a readable file, got "no such file"; restore it from Git'],
    [
      'half written',
      file => writeFileSync(file, '{"delivery":'),
      'must be JSON, got "12 characters that are not"; restore it from Git; nothing was changed',
    ],
    [
      'empty',
      file => writeFileSync(file, ''),
      'must be JSON, got "an empty file"; restore it from Git; nothing was changed',
    ],
    [
      "somebody else's",
      file => writeFileSync(file, '{"kind":"SealedSecret"}'),
      'must say for whom and for what a key was encrypted, got "a file that does not"; restore it from Git; ' +
        'nothing was changed',
    ],
    [
      'of another certificate',
      file => writeFileSync(file, readFileSync(file, 'utf8').replace(/"of": ".{8}/, '"of": "00000000')),
      'must hold the key of the certificate beside it, got "the key of certificate 00000000<rest>…"; ' +
        'restore both from Git; nothing was changed',
    ],
  ])('is refused if its file is %s', (_what, damage, message) => {
    const folder = published(sealed);
    damage(join(folder, 'ns/catalog/1.sealed-secret.json'));
    const before = contents(folder);
    expect(messageOf(() => read(folder), folder).replace(/0{8}[0-9a-f]{8}/, '00000000<rest>')).toBe(
      `app/catalog: pki/ns/catalog/1.sealed-secret.json ${message}`,
    );
    expect(contents(folder)).toEqual(before);
  });
});

describe('a state that another process wrote meanwhile', () => {
  const LOST =
    'app/catalog: pki/ns/catalog must be changed by one synth at a time, got "another that finished first"; ' +
    'run synth again: it reads what the other wrote';

  test('is kept', () => {
    const folder = published(first);
    const [one, other] = [new DiskStore(folder), new DiskStore(folder)];
    [one, other].forEach(store => store.read('app/catalog', ID));
    one.stage('app/catalog', ID, filled);
    other.stage(
      'app/catalog',
      ID,
      fillStandby(rotated, (number, lives) => mintGeneration(number, request, lives)),
    );
    one.publish();
    const before = contents(folder);
    expect(messageOf(() => other.publish(), folder)).toBe(LOST);
    expect(contents(folder)).toEqual(before);
  });

  /** Read between two rotations, of which the second removes the first generation. */
  test('is read completely, even if it is written during the read', () => {
    const folder = published(filled);
    const { readFileSync: original } = fs;
    const read = jest.spyOn(fs, 'readFileSync');
    read.mockImplementation((...args) => {
      if (String(args[0]).endsWith('/1.crt')) {
        read.mockRestore();
        replace(folder, slots => rotate(slots, moment) as Slots);
      }
      return original(...args);
    });
    try {
      expect(numbers(new DiskStore(folder).read('app/catalog', ID)!)).toEqual([2, 3]);
    } finally {
      read.mockRestore();
    }
  });

  test('is missed if it is moved away', () => {
    const folder = published(first);
    const store = new DiskStore(folder);
    store.read('app/catalog', ID);
    store.stage('app/catalog', ID, filled);
    rmSync(join(folder, 'ns/catalog'), { recursive: true });
    expect(messageOf(() => store.publish(), folder)).toBe(
      'app/catalog: pki/ns/catalog must be writable: new keys are kept there, got "no such file"; ' +
        'run this where it is, and commit the folder',
    );
    expect(existsSync(join(folder, 'ns/catalog'))).toBe(false);
    expect(files(folder)).toEqual(['.gitignore']);
  });
});

describe('a lock', () => {
  const lock = (folder: string): string => join(folder, 'ns/.catalog.lock.tmp');
  /** Larger than any process id of Linux, so no process has it. */
  const NOBODY = 99_999_999;

  test('of a living process is respected', () => {
    const folder = published(first);
    writeFileSync(lock(folder), String(LIVING));
    const before = contents(folder);
    expect(messageOf(() => replace(folder, () => rotated), folder)).toBe(
      `app/catalog: pki/ns/catalog must be changed by one process at a time, got "process ${LIVING}, ` +
        'which is changing it"; run synth again when it has ended, ' +
        'or remove pki/ns/.catalog.lock.tmp if it is another program',
    );
    expect(contents(folder)).toEqual(before);
  });

  test.each([
    ['of a dead process', String(NOBODY)],
    ['of an earlier process with our number', String(process.pid)],
    ['that was half written', ''],
  ])('%s is removed', (_whose, holder) => {
    const folder = published(first);
    writeFileSync(lock(folder), holder);
    replace(folder, () => rotated);
    expect(numbers(read(folder))).toEqual([1, 2]);
    expect(files(folder).filter(file => file.includes('.tmp'))).toEqual([]);
  });
});

test('a folder that cannot be written is reported and not changed', () => {
  const folder = published(first);
  mkdirSync(join(folder, 'ns/catalog/3.crt'));
  const before = contents(folder);
  expect(messageOf(() => replace(folder, () => filled), folder)).toBe(
    'app/catalog: pki/ns/catalog must be writable: new keys are kept there, got "a folder"; ' +
      'run this where it is, and commit the folder',
  );
  expect(contents(folder)).toEqual(before);
});

// Root may write everywhere; what a read-only disk does to root is in test/cluster/read-only-disk.e2e.ts.
const asRoot = process.getuid?.() === 0;
(asRoot ? test.skip : test)('so is one that belongs to somebody else', () => {
  const folder = published(first);
  chmodSync(join(folder, 'ns'), 0o500);
  expect(messageOf(() => replace(folder, () => filled), folder)).toMatch(/got "permission denied"/);
  chmodSync(join(folder, 'ns'), 0o700);
});
