import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Complaint, InvalidInput, orRefuse, refuse } from '../../errors';
import { readCertificates, readPrivateKey } from '../pem';
import { Generation, generations, keyText, Slots } from '../slots';
import { checkEntry, describeState, parseState, StateFile } from './state-file';
import { PkiStore, ServerId } from './store';

interface Staged {
  readonly where: string;
  readonly id: ServerId;
  readonly slots: Slots;
}

const MINTED = 'MINTED_MEANWHILE';

const GITIGNORE = '# Private keys stay where they were minted. Everything else here belongs in Git.\n*.key\n.*.tmp\n';

/**
 * `<folder>/<namespace>/<name>/` with `state.json` and, for each generation N, `N.crt` (the serving certificate, then its CA) and `N.key`. A
 * server's folder is written under another name and renamed: it is there whole or not at all, and of two synths at once only one can put
 * it there.
 */
export class DiskStore implements PkiStore {
  private readonly staged = new Map<string, Staged>();

  constructor(private readonly folder: string) {}

  location({ namespace, name }: ServerId): string {
    return [this.folder, namespace, name].join('/');
  }

  read(where: string, id: ServerId): Slots | undefined {
    const folder = this.location(id);
    const waiting = this.staged.get(folder);
    if (waiting || !existsSync(folder)) {
      return waiting?.slots;
    }
    const file = `${folder}/state.json`;
    const state = orRefuse(where, parseState(file, readText(where, file, 'restore it from Git, or move the folder away to start anew')));
    const generation = (number: number): Generation => this.readGeneration(where, folder, number, state);
    return {
      previous: state.slots.previous === undefined ? undefined : generation(state.slots.previous),
      current: generation(state.slots.current),
      standby: generation(state.slots.standby),
    };
  }

  stage(where: string, id: ServerId, slots: Slots): void {
    this.staged.set(this.location(id), { where, id, slots });
  }

  publish(): void {
    const prepared = new Set<string>();
    for (const [folder, { where, id, slots }] of this.staged) {
      try {
        this.prepare(dirname(folder), prepared);
        this.write(id, slots);
      } catch (error) {
        if (!(error as NodeJS.ErrnoException).code) {
          throw error; // A fault of ours, not of the disk.
        }
        throw new InvalidInput(where, refusal(folder, error as NodeJS.ErrnoException));
      }
      this.staged.delete(folder);
    }
  }

  private readGeneration(where: string, folder: string, number: number, state: StateFile): Generation {
    const fix = 'restore it from Git';
    const certificateFile = `${folder}/${number}.crt`;
    const keyFile = `${folder}/${number}.key`;
    const [certificate, ca, ...more] = orRefuse(where, readCertificates(certificateFile, readText(where, certificateFile, fix)));
    if (!certificate || !ca || more.length > 0) {
      throw new InvalidInput(where, { must: `${certificateFile} must hold a certificate and its CA`, got: `${ca ? 2 + more.length : 1} certificates`, fix });
    }
    const privateKey = existsSync(keyFile)
      ? orRefuse(where, readPrivateKey(keyFile, readText(where, keyFile, 'restore it, or remove it to synthesize without the key'))) : undefined;
    const generation = { number, certificate, ca, privateKey };
    refuse(where, checkEntry(certificateFile, state.certificates[String(number)], generation));
    return generation;
  }

  private write(id: ServerId, slots: Slots): void {
    const target = this.location(id);
    const parent = dirname(target);
    const draft = draftOf(parent, id.name);
    mkdirSync(draft);
    try {
      for (const { number, certificate, ca, privateKey } of generations(slots)) {
        writeFileSync(join(draft, `${number}.crt`), `${certificate.toString()}${ca.toString()}`);
        if (privateKey) {
          writeFileSync(join(draft, `${number}.key`), keyText(privateKey), { mode: 0o600 });
        }
      }
      writeFileSync(join(draft, 'state.json'), `${JSON.stringify(describeState(slots), undefined, 2)}\n`);
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      throw existsSync(target) ? Object.assign(new Error('minted meanwhile'), { code: MINTED }) : error;
    }
  }

  /** Once a namespace, so that the thousandth server of it costs what the first did. */
  private prepare(parent: string, prepared: Set<string>): void {
    if (!prepared.has(parent)) {
      mkdirSync(parent, { recursive: true });
      this.ignoreKeys();
      removeAbandoned(parent);
      prepared.add(parent);
    }
  }

  private ignoreKeys(): void {
    const file = join(this.folder, '.gitignore');
    if (!existsSync(file)) {
      removeAbandoned(this.folder);
      const draft = draftOf(this.folder, 'gitignore');
      writeFileSync(draft, GITIGNORE);
      renameSync(draft, file);
    }
  }
}

/** A name that says whose it is, should the process be killed. */
function draftOf(folder: string, name: string): string {
  return join(folder, `.${name}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
}

/** Drafts of processes that were killed. They hold keys that nothing refers to. */
function removeAbandoned(parent: string): void {
  for (const entry of readdirSync(parent)) {
    const [, pid] = /^\..+\.(\d+)\.[0-9a-f]+\.tmp$/.exec(entry) ?? [];
    // One with our own number is of an earlier process: in a container every process may have the same.
    if (pid !== undefined && (Number(pid) === process.pid || !isRunning(Number(pid)))) {
      rmSync(join(parent, entry), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readText(where: string, file: string, fix: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidInput(where, { must: `${file} must be a readable file`, got: reason(error as NodeJS.ErrnoException), fix });
  }
}

function refusal(folder: string, error: NodeJS.ErrnoException): Complaint {
  return error.code === MINTED
    ? { must: `${folder} must be minted by one synth at a time`, got: 'another that finished first', fix: 'run synth again: it reads what the other wrote' }
    : { must: `${folder} must be writable: new keys are kept there`, got: reason(error), fix: 'run synth once where it is, and commit the folder' };
}

function reason(error: NodeJS.ErrnoException): string {
  const words: { readonly [code: string]: string } = {
    ENOENT: 'no such file', EACCES: 'permission denied', EPERM: 'permission denied', EISDIR: 'a folder', ENOTDIR: 'a file in place of a folder', EEXIST: 'a file in place of a folder', EROFS: 'a read-only disk', ENOSPC: 'a full disk',
  };
  return words[error.code ?? ''] ?? error.code ?? 'an unknown error';
}
