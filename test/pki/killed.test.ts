import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALGORITHMS } from '../../lib/pki/algorithm';
import { fingerprint } from '../../lib/pki/inspect';
import { mintSlots, systemRandom } from '../../lib/pki/mint';
import { generations, Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { files, messageOf, temporaryFolder } from './temporary-folder';

const SERVERS = ['one', 'two'];
const idOf = (name: string) => ({ namespace: 'ns', name });
const complete = (names: readonly string[]): string[] =>
  [
    '.gitignore',
    ...names.flatMap(name => ['1.crt', '1.key', '2.crt', '2.key', 'state.json'].map(file => `ns/${name}/${file}`)),
  ].sort();

const GITIGNORE = '# Private keys stay where they were minted. Everything else here belongs in Git.\n*.key\n.*.tmp\n';

/** The program in one file, so that it starts as fast as node does. */
const program = join(temporaryFolder(), 'mint-and-publish.cjs');
beforeAll(() => {
  const esbuild = join(require.resolve('esbuild/package.json'), '../bin/esbuild');
  execFileSync(esbuild, [
    join(__dirname, 'mint-and-publish.ts'),
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--log-level=error',
    `--outfile=${program}`,
  ]);
});

interface Ended {
  readonly folder: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly error: string;
}

function run(
  folder: string,
  names: readonly string[],
  environment: { readonly [name: string]: string } = {},
  onOutput?: (child: ChildProcess) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...names], { env: { KEYS: folder, ...environment } });
  let [output, error] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    onOutput?.(child);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    error += chunk.toString();
  });
  return new Promise(resolve => child.on('close', (code, signal) => resolve({ folder, code, signal, output, error })));
}

interface Said {
  readonly calls: readonly string[];
  readonly fingerprints: { readonly [name: string]: string };
}

const said = ({ output }: Ended): Said => JSON.parse(output.replace('begin\n', '')) as Said;

const mint = (name: string): Slots =>
  mintSlots({
    dnsNames: [`${name}.ns.svc`],
    algorithm: ALGORITHMS.ECDSA_P256,
    serviceDays: 365,
    now: new Date(),
    random: systemRandom,
  });
const isWhole = (slots: Slots): boolean =>
  generations(slots).length === 2 &&
  generations(slots).every(({ certificate, privateKey }) => privateKey && certificate.checkPrivateKey(privateKey));

/**
 * What must hold after a synth was killed, and that the next one works. Returns how many servers had their keys
 * already.
 */
function expectRecoverable(folder: string, names: readonly string[], death: string): number {
  const expectAfter = (found: unknown) => ({
    toBe: (wanted: unknown) => expect({ death, found }).toEqual({ death, found: wanted }),
  });
  const store = new DiskStore(folder);
  const read = (): (Slots | undefined)[] => names.map(name => store.read(name, idOf(name)));
  expectAfter(messageOf(read, folder)).toBe('nothing was thrown');
  const survived = read();
  expectAfter(survived.every(slots => !slots || isWhole(slots))).toBe(true);
  const keys = existsSync(folder) ? files(folder).filter(file => file.endsWith('.key')) : [];
  expectAfter(keys.length === 0 || readFileSync(join(folder, '.gitignore'), 'utf8')).toBe(
    keys.length === 0 || GITIGNORE,
  );

  names.forEach((name, index) => survived[index] ?? store.stage(name, idOf(name), mint(name)));
  store.publish();
  const after = read();
  expectAfter(after.every(slots => slots && isWhole(slots))).toBe(true);
  const prints = (all: (Slots | undefined)[]): (string | undefined)[] =>
    all.map((slots, index) => survived[index] && slots && fingerprint(slots.current.certificate));
  expectAfter(prints(after)).toBe(prints(survived));
  expectAfter(files(folder)).toBe(complete(names));
  expectAfter(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe(GITIGNORE);
  return survived.filter(slots => slots).length;
}

/** At most two at a time, as a small machine has processors. */
async function inTurn<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = [...tasks.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      results[next[0]] = await next[1]();
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

test('a synth that is killed at any change of the disk loses no key and leaves no partial state', async () => {
  const whole = await run(join(temporaryFolder(), 'pki'), SERVERS);
  expect(whole).toMatchObject({ code: 0, error: '' });
  expect(expectRecoverable(whole.folder, SERVERS, 'none')).toBe(2);

  const deaths = said(whole).calls.flatMap((call, index) => {
    if (['existsSync', 'readdirSync'].includes(call)) {
      return []; // Changes nothing: to be killed before it is to be killed before the next.
    }
    const moment = { KILL_AT: String(index + 1) };
    return [
      { death: `before call ${index + 1}, ${call}`, moment },
      ...(call === 'writeFileSync'
        ? [{ death: `in call ${index + 1}, ${call}`, moment: { ...moment, KILL_HALFWAY: 'yes' } }]
        : []),
    ];
  });
  const ends = await inTurn(
    deaths.map(
      ({ moment }) =>
        () =>
          run(join(temporaryFolder(), 'pki'), SERVERS, moment),
    ),
  );
  expect(ends.filter(({ signal }) => signal !== 'SIGKILL')).toEqual([]);
  const survivors = ends.map(({ folder }, index) => expectRecoverable(folder, SERVERS, deaths[index]?.death ?? ''));
  // Before the first server's folder has its name there is nothing, from then on that server, and the last call gives
  // the second its name.
  expect([new Set(survivors), [...survivors].sort()]).toEqual([new Set([0, 1]), survivors]);
  expect(deaths.at(-1)?.death).toMatch(/, renameSync$/);
});

test('a synth that is killed at any time loses no key', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `server-${index}`);
  const delays = Array.from({ length: 5 }, (_, index) => 6 * (index + Math.random()));
  const ends = await inTurn(
    delays.map(
      delay => () =>
        run(join(temporaryFolder(), 'pki'), names, {}, child => setTimeout(() => child.kill('SIGKILL'), delay)),
    ),
  );
  ends.forEach(({ folder }, index) => expectRecoverable(folder, names, `${delays[index]} ms after the beginning`));
});

test('if several synths run at once, one mints, and all that succeed emit its keys', async () => {
  const folder = join(temporaryFolder(), 'pki');
  const start = { START_AT: String(Date.now() + 500) };
  const ends = await Promise.all(Array.from({ length: 5 }, () => run(folder, SERVERS, start)));
  const store = new DiskStore(folder);
  const kept = SERVERS.map(name => store.read(name, idOf(name)) as Slots);
  expect(kept.map(isWhole)).toEqual([true, true]);
  expect(files(folder)).toEqual(complete(SERVERS));

  const prints = Object.fromEntries(
    SERVERS.map((name, index) => [name, fingerprint((kept[index] as Slots).current.certificate)]),
  );
  const lost = SERVERS.map(
    name =>
      `${name}: pki/ns/${name} must be changed by one synth at a time, got "another that finished first"; ` +
      'run synth again: it reads what the other wrote',
  );
  const succeeded = ends.filter(({ code }) => code === 0);
  expect(succeeded.length).toBeGreaterThan(0);
  expect(succeeded.map(end => said(end).fingerprints)).toEqual(succeeded.map(() => prints));
  for (const { code, error } of ends.filter(end => end.code !== 0)) {
    expect({ code, known: lost.includes(error.replaceAll(folder, 'pki')) || error }).toEqual({ code: 1, known: true });
  }
});

test('a rotation that is killed at any change of the disk has happened completely or not at all', async () => {
  const before = join(temporaryFolder(), 'pki');
  await run(before, ['one']);
  const copy = (): string => {
    const folder = join(temporaryFolder(), 'pki');
    cpSync(before, folder, { recursive: true });
    return folder;
  };
  const read = (folder: string): Slots => new DiskStore(folder).read('one', idOf('one')) as Slots;
  const numbers = (slots: Slots): string =>
    generations(slots)
      .map(({ number }) => number)
      .join();

  const whole = await run(copy(), ['one'], { ROTATE: 'yes' });
  expect(whole).toMatchObject({ code: 0, error: '' });
  expect(numbers(read(whole.folder))).toBe('1,2,3');
  const deaths = said(whole).calls.flatMap((call, index) => {
    if (['existsSync', 'readdirSync', 'readFileSync'].includes(call)) {
      return [];
    }
    const moment = { ROTATE: 'yes', KILL_AT: String(index + 1) };
    return [
      { death: `before call ${index + 1}, ${call}`, moment },
      ...(call === 'writeFileSync'
        ? [{ death: `in call ${index + 1}, ${call}`, moment: { ...moment, KILL_HALFWAY: 'yes' } }]
        : []),
    ];
  });
  const ends = await inTurn(
    deaths.map(
      ({ moment }) =>
        () =>
          run(copy(), ['one'], moment),
    ),
  );
  expect(ends.filter(({ signal }) => signal !== 'SIGKILL')).toEqual([]);
  const found = ends.map(({ folder }) => numbers(read(folder)));
  // The old state, and from the moment that state.json is replaced the new one.
  expect(found).toEqual([...found].sort());
  expect(new Set(found)).toEqual(new Set(['1,2', '1,2,3']));

  // The next rotation completes the first or rotates once more, and leaves no draft, no lock and no key without a slot.
  const again = await inTurn(
    ends.map(
      ({ folder }) =>
        () =>
          run(folder, ['one'], { ROTATE: 'yes' }),
    ),
  );
  expect(again.map(({ code, error }) => ({ code, error }))).toEqual(again.map(() => ({ code: 0, error: '' })));
  for (const { folder } of again) {
    const slots = read(folder);
    expect(
      generations(slots)
        .slice(-2)
        .every(({ certificate, privateKey }) => privateKey && certificate.checkPrivateKey(privateKey)),
    ).toBe(true);
    expect(files(folder)).toEqual(
      [
        '.gitignore',
        ...generations(slots).flatMap(({ number }) => [`ns/one/${number}.crt`, `ns/one/${number}.key`]),
        'ns/one/state.json',
      ].sort(),
    );
  }
});

test('if several rotations run at once, one happens and the others are refused', async () => {
  const folder = join(temporaryFolder(), 'pki');
  await run(folder, ['one']);
  const ends = await Promise.all(
    Array.from({ length: 5 }, () => run(folder, ['one'], { ROTATE: 'yes', START_AT: String(Date.now() + 500) })),
  );
  const store = new DiskStore(folder);
  const kept = store.read('one', idOf('one')) as Slots;
  const succeeded = ends.filter(({ code }) => code === 0);
  expect(succeeded.length).toBeGreaterThan(0);
  // A process that began late rotated the state that the first had written.
  expect(kept.current.number).toBe(1 + succeeded.length);
  expect(succeeded.map(end => said(end).fingerprints.one)).toContain(fingerprint(kept.current.certificate));
  for (const { error } of ends.filter(({ code }) => code !== 0)) {
    expect([
      'one: pki/ns/one must be changed by one synth at a time, got "another that finished first"; ' +
        'run synth again: it reads what the other wrote',
      'one: pki/ns/one must be changed by one process at a time, got "process <number>, which is changing it"; ' +
        'run synth again when it has ended, or remove pki/ns/.one.lock.tmp if it is another program',
    ]).toContain(error.replaceAll(folder, 'pki').replace(/process \d+/, 'process <number>'));
  }
  expect(files(folder).filter(file => file.includes('.tmp'))).toEqual([]);
});
