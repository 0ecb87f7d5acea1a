// Ctrl-C, SIGTERM and a closed terminal stop compilers, remove unfinished builds, end this process's clusters and then
// the process. The handler is synchronous: jest gets no chance to report everything that fails because of it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from './folders';
import { attachedDescendants, isAlive, kill } from './process-identity';
import { ownedSlots } from './slot';
import { removeOwnBuildFolders } from './unfinished-builds';

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
/** A worker of jest needs a few seconds to end its cluster. */
const CHILDREN_SECONDS = 20;

let handled = false;

export function exitOnSignals(): void {
  if (handled) return;
  handled = true;
  for (const [signal, number] of Object.entries(SIGNALS))
    process.on(signal, () => {
      const slots = ownedSlots(process.pid);
      if (!isWorker) print(`${signal}: stopped${slots.map(({ name }) => `, ending ${name}`).join('')}`);
      stopChildren();
      removeOwnBuildFolders();
      if (slots.length > 0) endClusters();
      process.exit(128 + number);
    });
  if (isWorker) setInterval(exitAfterParent, 1000).unref();
}

export function ignoreSignals(): void {
  for (const signal of Object.keys(SIGNALS))
    process.on(signal, () => {
      /* Ctrl-C reaches every process of the terminal. */
    });
}

/** jest runs suites in workers, which it talks to, if there are several. */
const isWorker = process.send !== undefined;

/** When jest was killed. A listener of `disconnect` would keep the worker alive. The watchdogs end its clusters. */
function exitAfterParent(): void {
  if (!process.connected) process.exit(1);
}

function print(line: string): void {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${line}\n`);
}

/** A compiler would go on for minutes. */
function stopChildren(): void {
  const children = attachedDescendants();
  children.forEach(child => kill(child, 'SIGINT'));
  const end = performance.now() + CHILDREN_SECONDS * 1000;
  while (children.some(isAlive) && performance.now() < end) sleepSync(50);
  children.forEach(child => kill(child));
}

/** In a process of its own, because ending a cluster is asynchronous. */
function endClusters(): void {
  spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'end-clusters.ts'), String(process.pid)], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const sleepSync = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
