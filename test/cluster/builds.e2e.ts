// Builds: an interrupt leaves nothing half-built, and two processes do not build the same program twice.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt, run } from './command';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { REPOSITORY } from './folders';
import { allPids, commandLine } from './process-identity';
import { NODE_VERSION } from './versions';

const E2E = ['node_modules/jest/bin/jest.js', '--config=test/cluster/jest.config.mjs', 'outside'];
/** jest runs these in two workers. */
const TWO_SUITES = [...E2E, 'identity'];
const CLUSTER = ['--import=tsx', 'test/cluster/main.ts', '--nodes=0'];

describeOwnCluster('an interrupt during a build', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'e2e-interrupt-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const compilers = () =>
    allPids().filter(pid => commandLine(pid)[0] === 'go' && commandLine(pid).some(arg => arg.startsWith(folder)));

  const builds = () => readdirSync(join(folder, 'cdk8s-extension-api-server', 'bin'));

  test.each([
    ['npm run e2e', 'SIGINT', 130, E2E],
    ['npm run e2e', 'SIGTERM', 143, E2E],
    ['npm run e2e with two suites', 'SIGINT', 130, TWO_SUITES],
    ['npm run cluster', 'SIGINT', 130, CLUSTER],
  ] as const)('of %s by %s ends with one line and leaves nothing behind', async (_name, signal, exitCode, args) => {
    // A cache of its own, so that there is something to build.
    const child = spawn(process.execPath, args, {
      cwd: REPOSITORY,
      env: { ...process.env, XDG_CACHE_HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
    const ended = new Promise(resolve => {
      child.once('close', resolve);
    });
    await eventually('a compiler runs', () => {
      if (child.exitCode !== null) throw new Error(`${args.join(' ')}: ended with ${child.exitCode}: ${printed}`);
      return Promise.resolve(compilers().length > 0);
    });
    expect(builds()).not.toEqual([]);
    const before = printed;
    child.kill(signal);
    expect(await ended).toBe(exitCode);
    expect(printed.slice(before.length)).toBe(`${signal}: stopped\n`);
    expect({ compilers: compilers(), builds: builds() }).toEqual({ compilers: [], builds: [] });
  });
});

describeOwnCluster('a program that two processes need', () => {
  test('is built once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'e2e-build-once-'));
    const program = `require('./test/cluster/builds').built(require('./test/cluster/binaries').PAUSE).then(console.log)`;
    // Go's own cache stays, so that only the program is built.
    const env = { XDG_CACHE_HOME: folder, GOCACHE: (await run('go', ['env', 'GOCACHE'])).trim() };
    try {
      const results = await Promise.all(
        [1, 2].map(() => attempt(process.execPath, ['--import', 'tsx', '--eval', program], { cwd: REPOSITORY, env })),
      );
      expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1);
      expect(results.map(({ stderr }) => stderr.replace(/: .*/s, '')).sort()).toEqual([
        `building pause ${NODE_VERSION}`,
        `building pause ${NODE_VERSION}, in another process`,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
