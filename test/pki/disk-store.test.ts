import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ALGORITHMS } from '../../lib/pki/algorithm';
import { mintGeneration, mintSlots, systemRandom } from '../../lib/pki/mint';
import { Generation, generations, keyText, Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { LIVING } from './living-process';
import { files, messageOf, temporaryFolder, tree } from './temporary-folder';

const ID = { namespace: 'ns', name: 'catalog' };
const OTHER = { namespace: 'ns', name: 'other' };
const request = {
  dnsNames: ['catalog.ns.svc'],
  algorithm: ALGORITHMS.ECDSA_P256,
  serviceDays: 365,
  now: new Date(),
  random: systemRandom,
};
const slots = mintSlots(request);
const others = mintSlots(request);
const COMPLETE = ['1.crt', '1.key', '2.crt', '2.key', 'state.json'].map(file => `ns/catalog/${file}`);
/** Larger than any process id of Linux, so no process has it. */
const NOBODY = 99_999_999;

/** A folder `pki` that does not exist yet, as in a new project. */
const fresh = (): string => join(temporaryFolder(), 'pki');
function publish(folder: string, what = slots, id = ID): void {
  const store = new DiskStore(folder);
  store.stage('app/catalog', id, what);
  store.publish();
}
const read = (folder: string, id = ID): Slots | undefined => new DiskStore(folder).read('app/catalog', id);

const certificates = ({ certificate, ca }: Generation): string => `${certificate}${ca}`;
const key = ({ privateKey }: Generation): string => (privateKey ? keyText(privateKey) : 'no key');
/** Parsed certificates and keys do not compare, their texts do. */
const text = (what: Slots | undefined): string[] =>
  what
    ? [
        `previous ${what.previous?.number}`,
        ...generations(what).map(each => `${each.number} ${certificates(each)}${key(each)}`),
      ]
    : ['nothing'];

describe('a published state', () => {
  test('is read by another store, with its key', () => {
    const folder = fresh();
    publish(folder);
    expect(text(read(folder))).toEqual(text(slots));
    expect(files(folder)).toEqual(['.gitignore', ...COMPLETE]);
  });

  test('is read with a previous generation', () => {
    const folder = fresh();
    const rotated = {
      previous: slots.current,
      current: slots.standby,
      standby: mintGeneration(3, request, 2),
      lastGeneration: 3,
      rotated: new Date(),
    };
    publish(folder, rotated);
    expect(text(read(folder))).toEqual(text(rotated));
  });

  test('has keys that only the owner can read, and certificates that everybody can read', () => {
    const folder = fresh();
    const before = process.umask(0o022);
    publish(folder);
    process.umask(before);
    const mode = (file: string): string => (statSync(join(folder, 'ns/catalog', file)).mode & 0o777).toString(8);
    expect(['1.key', '2.key', '1.crt', 'state.json'].map(mode)).toEqual(['600', '600', '644', '644']);
  });

  test('has keys that Git ignores', () => {
    const folder = fresh();
    publish(folder);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe(
      '# Private keys stay where they were minted. Everything else here belongs in Git.\n*.key\n.*.tmp\n',
    );
  });

  const OURS = '# Private keys stay where they were minted. Everything else here belongs in Git.\n*.key\n.*.tmp\n';
  test.each<[string, Record<string, string>, string[]]>([
    ['that says it is enough', { '.gitignore': 'dist/\r\n*.key\r\n.*.tmp\r\n' }, ['.gitignore']],
    [
      'with other rules is not changed, and the namespace gets one',
      { '.gitignore': 'dist/\n' },
      ['.gitignore', 'ns/.gitignore'],
    ],
    ['that ignores keys but not drafts is not enough', { '.gitignore': '*.key\n' }, ['.gitignore', 'ns/.gitignore']],
    [
      'with an exception is not enough',
      { '.gitignore': '*.key\n.*.tmp\n!ns/catalog/1.key\n' },
      ['.gitignore', 'ns/.gitignore'],
    ],
    [
      'in the namespace that ignores keys is enough',
      { '.gitignore': 'dist/\n', 'ns/.gitignore': '*.key\n.*.tmp\n' },
      ['.gitignore', 'ns/.gitignore'],
    ],
    [
      'in the namespace with other rules is not changed',
      { 'ns/.gitignore': 'mine\n' },
      ['.gitignore', 'ns/.gitignore'],
    ],
  ])("a .gitignore of the user's %s", (_what, theirs, expected) => {
    const folder = fresh();
    mkdirSync(join(folder, 'ns'), { recursive: true });
    Object.entries(theirs).forEach(([file, content]) => writeFileSync(join(folder, file), content));
    publish(folder);
    publish(folder, others, OTHER);
    expect(files(folder).filter(file => file.endsWith('.gitignore'))).toEqual(expected);
    expect(expected.map(file => readFileSync(join(folder, file), 'utf8'))).toEqual(
      expected.map(file => theirs[file] ?? OURS),
    );
  });

  test.each<[string, Record<string, string>]>([
    ['keeps keys out', { '.gitignore': 'mine\n', 'ns/.gitignore': 'mine\n' }],
    ['has the last word', { '.gitignore': '*.key\n.*.tmp\n', 'ns/.gitignore': '!1.key\n' }],
  ])("a key is not written where no .gitignore of the user's %s", (_what, theirs) => {
    const folder = fresh();
    mkdirSync(join(folder, 'ns'), { recursive: true });
    Object.entries(theirs).forEach(([file, content]) => writeFileSync(join(folder, file), content));
    expect(messageOf(() => publish(folder), folder)).toBe(
      'app/catalog: pki/ns/.gitignore must keep private keys out of Git, ' +
        'got "a file without the lines *.key and .*.tmp, or with an exception"; ' +
        'add the lines, and name exceptions in another folder',
    );
    expect(files(folder)).toEqual(['.gitignore', 'ns/.gitignore']);
  });

  test('has its files as they were minted, and a state that ends with a line break', () => {
    const folder = fresh();
    publish(folder);
    const file = (path: string): string => readFileSync(join(folder, 'ns/catalog', path), 'utf8');
    expect([file('1.crt'), file('1.key'), file('2.crt'), file('2.key')]).toEqual([
      certificates(slots.current),
      key(slots.current),
      certificates(slots.standby),
      key(slots.standby),
    ]);
    expect(file('state.json')).toMatch(/^\{\n {2}"version": 2,\n[^]*\n\}\n$/);
  });

  test('is read without its keys on a machine that does not have them', () => {
    const folder = fresh();
    publish(folder);
    rmSync(join(folder, 'ns/catalog/1.key'));
    expect(text(read(folder))).toEqual(text({ ...slots, current: { ...slots.current, privateKey: undefined } }));
    rmSync(join(folder, 'ns/catalog/2.key'));
    expect(read(folder)?.standby?.privateKey).toBeUndefined();
  });

  test('is written without keys that are missing', () => {
    const folder = fresh();
    publish(folder, { ...slots, current: { ...slots.current, privateKey: undefined } });
    expect(files(folder)).toEqual(['.gitignore', ...COMPLETE.filter(file => !file.endsWith('1.key'))]);
  });
});

describe('a staged state', () => {
  test('is not on the disk and not read by another store', () => {
    const folder = fresh();
    expect(read(folder)).toBeUndefined();
    new DiskStore(folder).publish();
    expect(existsSync(folder)).toBe(false);
  });

  test('is read only by the store that staged it, and the disk does not change', () => {
    const folder = fresh();
    const store = new DiskStore(folder);
    store.stage('app/catalog', ID, slots);
    expect(store.read('app/catalog', ID)).toBe(slots);
    expect(store.read('app/catalog', OTHER)).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
  });

  test('is written once', () => {
    const folder = fresh();
    const store = new DiskStore(folder);
    store.stage('app/catalog', ID, slots);
    store.publish();
    const before = tree(folder);
    store.publish();
    expect(text(store.read('app/catalog', ID))).toEqual(text(slots));
    expect(tree(folder)).toEqual(before);
  });
});

describe('a folder that was damaged is refused with its name, and is not changed', () => {
  const fix = 'restore it from Git';
  const fixKey = 'restore it from the machine that minted it, or move it away to synthesize without the key';
  const file =
    (path: string) =>
    (folder: string): string =>
      join(folder, 'ns/catalog', path);
  const change =
    (path: string, content: string) =>
    (folder: string): void =>
      writeFileSync(file(path)(folder), content);
  const remove =
    (path: string) =>
    (folder: string): void =>
      rmSync(file(path)(folder), { recursive: true });
  const intoFolder =
    (path: string) =>
    (folder: string): void => {
      remove(path)(folder);
      mkdirSync(file(path)(folder));
    };
  const copy =
    (from: string, to: string) =>
    (folder: string): void =>
      copyFileSync(file(from)(folder), file(to)(folder));
  const half =
    (path: string) =>
    (folder: string): void => {
      const whole = readFileSync(file(path)(folder), 'utf8');
      writeFileSync(file(path)(folder), whole.slice(0, whole.length / 2));
    };
  const foreign = (path: string): string =>
    `pki/ns/catalog/${path} must hold the certificates that state.json was written with, ` +
    'got "fingerprint <found>…"; restore both from Git; nothing was changed';

  test.each<[string, (folder: string) => void, string]>([
    [
      'a state that is missing',
      remove('state.json'),
      'pki/ns/catalog/state.json must be a readable file, got "no such file"; ' +
        'restore it from Git, or move the folder away to mint new keys; ' +
        'a server then needs the bundle that the cluster trusts as additionalCa',
    ],
    [
      'a state that is a folder',
      intoFolder('state.json'),
      'pki/ns/catalog/state.json must be a readable file, got "a folder"; ' +
        'restore it from Git, or move the folder away to mint new keys; ' +
        'a server then needs the bundle that the cluster trusts as additionalCa',
    ],
    [
      'a state that is empty',
      change('state.json', ''),
      'pki/ns/catalog/state.json must be JSON, got "an empty file"; restore it from Git; nothing was changed',
    ],
    [
      'a state that was cut',
      half('state.json'),
      'pki/ns/catalog/state.json must be JSON, got "<number> characters that are not"; restore it from Git; ' +
        'nothing was changed',
    ],
    [
      "a state that is somebody else's",
      change('state.json', '{"serial":1}'),
      'pki/ns/catalog/state.json must be a state of this library, got "a file without a version"; ' +
        'restore it from Git; nothing was changed',
    ],
    [
      'a state with a later version',
      change('state.json', '{"version":7}'),
      'pki/ns/catalog/state.json must have version 2, got 7; ' +
        'use the release of the library that wrote it, or a later one',
    ],
    [
      'a certificate that is missing',
      remove('1.crt'),
      `pki/ns/catalog/1.crt must be a readable file, got "no such file"; ${fix}`,
    ],
    [
      'a certificate that is a folder',
      intoFolder('2.crt'),
      `pki/ns/catalog/2.crt must be a readable file, got "a folder"; ${fix}`,
    ],
    [
      'a certificate without its CA',
      change('2.crt', `${slots.standby.certificate}`),
      `pki/ns/catalog/2.crt must hold a certificate and its CA, got "1 certificates"; ${fix}`,
    ],
    [
      'a certificate with two CAs',
      change('2.crt', certificates(slots.standby) + slots.current.ca),
      `pki/ns/catalog/2.crt must hold a certificate and its CA, got "3 certificates"; ${fix}`,
    ],
    [
      'a certificate after its CA',
      change('1.crt', `${slots.current.ca}${slots.current.certificate}`),
      foreign('1.crt'),
    ],
    [
      'a certificate that is empty',
      change('1.crt', ''),
      `pki/ns/catalog/1.crt must be PEM text with at least one certificate, got "an empty text"; ${fix}`,
    ],
    [
      'a certificate that was cut',
      change('1.crt', certificates(slots.current).slice(0, 200)),
      'pki/ns/catalog/1.crt must be PEM text with at least one certificate, ' +
        `got "<number> characters without a PEM block"; ${fix}`,
    ],
    [
      'a certificate whose CA was cut',
      change('1.crt', certificates(slots.current).slice(0, -50)),
      'pki/ns/catalog/1.crt must hold whole PEM blocks, whose first and last lines hold nothing else, ' +
        `got "1 of them and the rest of another, or words on such a line"; ${fix}`,
    ],
    [
      'a certificate that was edited',
      change('2.crt', certificates(slots.standby).replace(/\n.{8}/, '\nAAAAAAAA')),
      `pki/ns/catalog/2.crt must hold readable certificates, got "block 1 of 2, which is none"; ${fix}`,
    ],
    [
      'a key in place of a certificate',
      copy('1.key', '1.crt'),
      `pki/ns/catalog/1.crt must hold certificates only, got "a block of type PRIVATE KEY"; ${fix}`,
    ],
    ['another certificate', change('1.crt', certificates(others.current)), foreign('1.crt')],
    ['another CA', change('1.crt', `${slots.current.certificate}${others.current.ca}`), foreign('1.crt')],
    [
      'swapped certificates',
      folder => {
        copy('1.crt', 'x')(folder);
        copy('2.crt', '1.crt')(folder);
        copy('x', '2.crt')(folder);
      },
      foreign('1.crt'),
    ],
    [
      'a key that is empty',
      change('1.key', ''),
      `pki/ns/catalog/1.key must be PEM text with a private key, got "an empty text"; ${fixKey}`,
    ],
    [
      'a key that was cut',
      half('2.key'),
      'pki/ns/catalog/2.key must be PEM text with a private key, got "<number> characters without a PEM block"; ' +
        `${fixKey}`,
    ],
    [
      'a key that was edited',
      change('1.key', key(slots.current).replace(/\n.{8}/, '\nAAAAAAAA')),
      `pki/ns/catalog/1.key must be a readable private key, got "a block of type PRIVATE KEY that is none"; ${fixKey}`,
    ],
    [
      'a key that is a folder',
      intoFolder('1.key'),
      `pki/ns/catalog/1.key must be a readable file, got "a folder"; ${fixKey}`,
    ],
    [
      'a key of another branch, where a number was used twice',
      change('2.key', key(others.standby)),
      'pki/ns/catalog/2.key must belong to 2.crt, got "the key of another certificate"; ' +
        'move it away: Git does not track keys, and the right one is on the machine that minted 2.crt',
    ],
    [
      "a file in the place of the server's folder",
      folder => {
        remove('')(folder);
        change('', 'x')(folder);
      },
      'pki/ns/catalog/state.json must be a readable file, got "a file in place of a folder"; ' +
        'restore it from Git, or move the folder away to mint new keys; ' +
        'a server then needs the bundle that the cluster trusts as additionalCa',
    ],
    [
      'a folder with nothing in it',
      folder => {
        remove('')(folder);
        mkdirSync(file('')(folder));
      },
      'pki/ns/catalog/state.json must be a readable file, got "no such file"; ' +
        'restore it from Git, or move the folder away to mint new keys; ' +
        'a server then needs the bundle that the cluster trusts as additionalCa',
    ],
    ...['state.json', '1.crt'].map((name): [string, (folder: string) => void, string] => [
      `both sides of a merge in ${name}`,
      change(name, '<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> a branch\n'),
      `pki/ns/catalog/${name} must be one side of a merge, got "both"; ` +
        'take the whole folder from one side: git checkout --no-overlay HEAD -- pki/ns/catalog, or MERGE_HEAD, ' +
        'in a rebase REBASE_HEAD, for the other',
    ]),
    [
      'links in a circle',
      folder => {
        remove('1.crt')(folder);
        symlinkSync('1.crt', file('1.crt')(folder));
      },
      `pki/ns/catalog/1.crt must be a readable file, got "ELOOP"; ${fix}`,
    ],
  ])('%s', (name, damage, message) => {
    const folder = fresh();
    publish(folder);
    damage(folder);
    const looping = name === 'links in a circle';
    const before = looping ? {} : tree(folder);
    const found = messageOf(() => read(folder), folder)
      .replace(/^app\/catalog: /, '')
      .replace(/"\d+ characters/, '"<number> characters')
      .replace(/fingerprint [0-9a-f]{16}/, 'fingerprint <found>');
    expect(found).toBe(message);
    expect(looping ? {} : tree(folder)).toEqual(before);
  });

  test('line ends of Windows, which Git may write, are accepted', () => {
    const folder = fresh();
    publish(folder);
    for (const path of ['1.crt', '2.crt', '1.key', '2.key', 'state.json']) {
      change(path, readFileSync(file(path)(folder), 'utf8').replaceAll('\n', '\r\n'))(folder);
    }
    expect(text(read(folder))).toEqual(text(slots));
  });

  test('an error names the construct', () => {
    const folder = fresh();
    publish(folder);
    remove('state.json')(folder);
    expect(messageOf(() => new DiskStore(folder).read('shop/search', ID), folder)).toMatch(
      /^shop\/search: pki\/ns\/catalog\/state\.json must /,
    );
  });
});

describe('a folder that cannot be written', () => {
  const refusal = (got: string): string =>
    `app/catalog: pki/ns/catalog must be writable: new keys are kept there, got "${got}"; ` +
    'run this where it is, and commit the folder';

  test('a file in place of the whole folder', () => {
    const folder = fresh();
    writeFileSync(folder, 'mine');
    expect(read(folder)).toBeUndefined();
    expect(messageOf(() => publish(folder), folder)).toBe(refusal('a file in place of a folder'));
    expect(readFileSync(folder, 'utf8')).toBe('mine');
  });

  test("a file in place of the namespace's folder", () => {
    const folder = fresh();
    mkdirSync(folder);
    writeFileSync(join(folder, 'ns'), 'mine');
    expect(messageOf(() => publish(folder), folder)).toBe(refusal('a file in place of a folder'));
  });

  test('is reported for the construct whose keys it is for; servers before it are written', () => {
    const folder = fresh();
    const store = new DiskStore(folder);
    store.stage('app/catalog', ID, slots);
    store.stage('app/other', { namespace: 'file', name: 'other' }, others);
    mkdirSync(folder);
    writeFileSync(join(folder, 'file'), '');
    expect(messageOf(() => store.publish(), folder)).toMatch(/^app\/other: pki\/file\/other must be /);
    expect(text(read(folder))).toEqual(text(slots));
    rmSync(join(folder, 'file'));
    store.publish();
    expect(text(read(folder, { namespace: 'file', name: 'other' }))).toEqual(text(others));
  });
});

describe('two stores that write at once', () => {
  const LOST =
    'app/catalog: pki/ns/catalog must be changed by one synth at a time, got "another that finished first"; ' +
    'run synth again: it reads what the other wrote';

  test('the first is written, the second is refused, and no draft remains', () => {
    const folder = fresh();
    const [first, second] = [new DiskStore(folder), new DiskStore(folder)];
    first.stage('app/catalog', ID, slots);
    second.stage('app/catalog', ID, others);
    first.publish();
    const before = tree(join(folder, 'ns/catalog'));
    expect(second.read('app/catalog', ID)).toBe(others);
    expect(messageOf(() => second.publish(), folder)).toBe(LOST);
    expect(tree(join(folder, 'ns/catalog'))).toEqual(before);
    expect(files(folder)).toEqual(['.gitignore', ...COMPLETE]);
    expect(text(read(folder))).toEqual(text(slots));
  });

  test('with different servers both are written', () => {
    const folder = fresh();
    const [first, second] = [new DiskStore(folder), new DiskStore(folder)];
    first.stage('app/catalog', ID, slots);
    second.stage('app/other', OTHER, others);
    second.publish();
    first.publish();
    expect([text(read(folder)), text(read(folder, OTHER))]).toEqual([text(slots), text(others)]);
  });
});

describe('a draft', () => {
  const draft = (folder: string, name: string): string => {
    const path = join(folder, 'ns', name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, '1.key'), 'key of nobody');
    return path;
  };

  test('of a dead process is removed by the next publication in its namespace', () => {
    const folder = fresh();
    const drafts = ['catalog', 'other'].map(name => draft(folder, `.${name}.${NOBODY}.0a1b2c3d.tmp`));
    publish(folder);
    expect(drafts.map(path => existsSync(path))).toEqual([false, false]);
    expect(text(read(folder))).toEqual(text(slots));
  });

  test('of a .gitignore by a dead process is removed by the next publication', () => {
    const folder = fresh();
    mkdirSync(folder);
    writeFileSync(join(folder, `.gitignore.${NOBODY}.0a1b2c3d.tmp`), '# Private');
    publish(folder);
    expect(files(folder)).toEqual(['.gitignore', ...COMPLETE]);
  });

  test.each([
    ['of a living process', `.catalog.${LIVING}.0a1b2c3d.tmp`],
    ['that is none', '.catalog.tmp'],
    ["that is a folder of the user's", 'catalog.backup'],
  ])('%s stays', (_name, name) => {
    const folder = fresh();
    const path = draft(folder, name);
    const before = tree(path);
    publish(folder);
    expect(tree(path)).toEqual(before);
  });

  test('is not read as a state', () => {
    const folder = fresh();
    draft(folder, `.catalog.${LIVING}.0a1b2c3d.tmp`);
    expect(read(folder)).toBeUndefined();
  });

  test('is removed if its last step fails', () => {
    const folder = fresh();
    mkdirSync(join(folder, 'ns'), { recursive: true });
    writeFileSync(join(folder, 'ns/catalog'), 'mine');
    expect(messageOf(() => publish(folder), folder)).toMatch(/^app\/catalog: pki\/ns\/catalog must be /);
    expect(files(folder)).toEqual(['.gitignore', 'ns/catalog']);
    expect(readFileSync(join(folder, 'ns/catalog'), 'utf8')).toBe('mine');
  });
});

test('after a state is moved away, new keys are minted, and the old ones can be put back', () => {
  const folder = fresh();
  publish(folder);
  renameSync(join(folder, 'ns/catalog'), join(folder, 'away'));
  expect(read(folder)).toBeUndefined();
  publish(folder, others);
  expect(text(read(folder))).toEqual(text(others));
  rmSync(join(folder, 'ns/catalog'), { recursive: true });
  renameSync(join(folder, 'away'), join(folder, 'ns/catalog'));
  expect(text(read(folder))).toEqual(text(slots));
});

test('a file of the user beside the certificates is ignored', () => {
  const folder = fresh();
  publish(folder);
  appendFileSync(join(folder, 'ns/catalog/README.md'), 'who to ask');
  expect(text(read(folder))).toEqual(text(slots));
});

test('a location is the path that the user gave', () => {
  expect(new DiskStore('pki').location(ID)).toBe('pki/ns/catalog');
  expect(new DiskStore('../keys').location(ID)).toBe('../keys/ns/catalog');
});
