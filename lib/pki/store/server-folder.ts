import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Complaint, InvalidInput, orRefuse, refuse } from '../../errors';
import { fingerprint } from '../inspect';
import { readCertificates, readPrivateKey } from '../pem';
import { Encrypted, Generation, generations, keyText, Slots } from '../slots';
import { draftOf, removeAbandoned, writeWhole } from './draft';
import { encryptedText, parseEncrypted } from './encrypted-file';
import { locked } from './lock';
import { readText } from './reasons';
import { CertificateEntry, checkEntry, describeState, parseState, StateFile } from './state-file';

/** The content of a folder when it was read. A change is refused if the folder has changed since. */
export interface Seen {
  readonly slots: Slots;
  readonly state: string;
}

/** Thrown if another process wrote in the meantime. */
export class ChangedMeanwhile extends Error {}

const RESTORE = 'restore it from Git';
const RESTORE_STATE =
  'restore it from Git, or move the folder away to mint new keys; a server then needs the bundle that the cluster ' +
  'trusts as additionalCa';
/** Keys are not in Git. */
const RESTORE_KEY = 'restore it from the machine that minted it, or move it away to synthesize without the key';
/** Only the owner may read it; ssh refuses keys that others can read. */
const KEY_MODE = 0o600;

/** `undefined` if there is no folder. */
export function readFolder(where: string, folder: string): Seen | undefined {
  if (!existsSync(folder)) {
    return undefined;
  }
  const file = `${folder}/state.json`;
  for (;;) {
    const text = readCommitted(where, folder, 'state.json', RESTORE_STATE);
    try {
      return { state: text, slots: slotsOf(where, folder, orRefuse(where, parseState(file, text))) };
    } catch (error) {
      // If another process has written a later state, the files that this one names may be gone: read again.
      if (readText(where, file, RESTORE_STATE) === text) {
        throw error;
      }
    }
  }
}

function slotsOf(where: string, folder: string, state: StateFile): Slots {
  const { previous, current, standby } = state.slots;
  const generation = (number: number | undefined): Generation | undefined =>
    number === undefined ? undefined : readGeneration(where, folder, number, state);
  return {
    previous: generation(previous),
    current: readGeneration(where, folder, current, state),
    standby: generation(standby),
    lastGeneration: state.lastGeneration,
    rotated: state.rotated === undefined ? undefined : new Date(state.rotated),
  };
}

function readGeneration(where: string, folder: string, number: number, state: StateFile): Generation {
  const certificateFile = `${folder}/${number}.crt`;
  const keyFile = `${folder}/${number}.key`;
  const [certificate, ca, ...more] = orRefuse(
    where,
    remedied(readCertificates(certificateFile, readCommitted(where, folder, `${number}.crt`, RESTORE)), RESTORE),
  );
  if (!certificate || !ca || more.length > 0) {
    throw new InvalidInput(where, {
      must: `${certificateFile} must hold a certificate and its CA`,
      got: `${ca ? 2 + more.length : 1} certificates`,
      fix: RESTORE,
    });
  }
  const entry = state.certificates[String(number)];
  const privateKey = existsSync(keyFile)
    ? orRefuse(where, remedied(readPrivateKey(keyFile, readText(where, keyFile, RESTORE_KEY)), RESTORE_KEY))
    : undefined;
  const generation = { number, certificate, ca, privateKey, encrypted: readEncrypted(where, folder, number, entry) };
  refuse(where, checkEntry(certificateFile, entry, generation) ?? checkOwnKey(keyFile, generation));
  return generation;
}

/** The PEM reader's own fix is about props; a file of the state needs another one. */
function remedied<T extends object>(result: T | Complaint, fix: string): T | Complaint {
  return 'must' in result ? { ...result, fix } : result;
}

/** A change of branch replaces certificates but not keys, so the key is the file that is wrong. */
function checkOwnKey(file: string, { number, certificate, privateKey }: Generation): Complaint | undefined {
  return !privateKey || certificate.checkPrivateKey(privateKey)
    ? undefined
    : {
        must: `${file} must belong to ${number}.crt`,
        got: 'the key of another certificate',
        fix: `move it away: Git does not track keys, and the right one is on the machine that minted ${number}.crt`,
      };
}

/** A merge mixes two states, and may delete files that one of them names: the whole folder must come from one side. */
function readCommitted(where: string, folder: string, name: string, fix: string): string {
  const text = readText(where, `${folder}/${name}`, fix);
  refuse(
    where,
    !/^<{7} /m.test(text)
      ? undefined
      : {
          must: `${folder}/${name} must be one side of a merge`,
          got: 'both',
          fix:
            `take the whole folder from one side: git checkout --no-overlay HEAD -- ${folder}, or MERGE_HEAD, ` +
            'in a rebase REBASE_HEAD, for the other',
        },
  );
  return text;
}

function readEncrypted(
  where: string,
  folder: string,
  number: number,
  { encrypted, sha256 }: Partial<CertificateEntry> = {},
): Encrypted | undefined {
  if (encrypted === undefined) {
    return undefined;
  }
  const name = `${number}.${encrypted}.json`;
  const file = `${folder}/${name}`;
  const read = orRefuse(where, parseEncrypted(file, readCommitted(where, folder, name, RESTORE)));
  refuse(
    where,
    read.of === sha256 && read.delivery === encrypted
      ? undefined
      : {
          must: `${file} must hold the key of the certificate beside it`,
          got: `the key of certificate ${read.of.slice(0, 16)}…`,
          fix: 'restore both from Git; nothing was changed',
        },
  );
  return read;
}

/** Whether the folder already holds these slots. */
export function holds(folder: string, slots: Slots): boolean {
  const unlike = ({ name, text }: File): boolean => {
    const file = join(folder, name);
    return !existsSync(file) || readFileSync(file, 'utf8').replaceAll('\r', '') !== text.replaceAll('\r', '');
  };
  return !unlike({ name: 'state.json', text: stateText(slots) }) && !filesOf(slots).some(unlike);
}

/** The first state: the folder is written under another name and renamed, which only one of two processes can do. */
export function createFolder(folder: string, slots: Slots): void {
  const draft = draftOf(dirname(folder), basename(folder));
  mkdirSync(draft);
  try {
    for (const { name, text, mode } of filesOf(slots)) {
      writeFileSync(join(draft, name), text, { mode });
    }
    writeFileSync(join(draft, 'state.json'), stateText(slots));
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw existsSync(folder) ? new ChangedMeanwhile() : error;
  }
}

/** A later state: new files come first, `state.json` makes them count, and files that it does not name go last. */
export function replaceFolder(folder: string, seen: Seen, slots: Slots): void {
  const state = join(folder, 'state.json');
  locked(join(dirname(folder), `.${basename(folder)}.lock.tmp`), () => {
    checkUnchanged(state, seen);
    removeAbandoned(folder);
    const known = new Set(
      generations(seen.slots).flatMap(generation => filesOfGeneration(generation).map(({ name }) => name)),
    );
    for (const { name, text, mode } of filesOf(slots).filter(
      file => !known.has(file.name) || !existsSync(join(folder, file.name)),
    )) {
      writeWhole(join(folder, name), name, text, mode);
    }
    checkUnchanged(state, seen);
    writeWhole(state, 'state', stateText(slots));
    removeOthers(folder, slots);
  });
}

function checkUnchanged(state: string, { state: text }: Seen): void {
  if (readFileSync(state, 'utf8') !== text) {
    throw new ChangedMeanwhile();
  }
}

interface File {
  readonly name: string;
  readonly text: string;
  readonly mode?: number;
}

function filesOf(slots: Slots): File[] {
  return generations(slots).flatMap(filesOfGeneration);
}

function filesOfGeneration({ number, certificate, ca, privateKey, encrypted }: Generation): File[] {
  return [
    { name: `${number}.crt`, text: `${certificate.toString()}${ca.toString()}` },
    ...(privateKey && !encrypted ? [{ name: `${number}.key`, text: keyText(privateKey), mode: KEY_MODE }] : []),
    ...(encrypted
      ? [{ name: `${number}.${encrypted.delivery}.json`, text: encryptedText(encrypted, fingerprint(certificate)) }]
      : []),
  ];
}

function stateText(slots: Slots): string {
  return `${JSON.stringify(describeState(slots), undefined, 2)}\n`;
}

/** Removes files of generations that are in no slot, and ciphertexts of a delivery that is not used any more. */
function removeOthers(folder: string, slots: Slots): void {
  const named = new Set(
    generations(slots).flatMap(({ number, encrypted }) => [
      `${number}.crt`,
      `${number}.key`,
      ...(encrypted ? [`${number}.${encrypted.delivery}.json`] : []),
    ]),
  );
  for (const entry of readdirSync(folder)) {
    if (/^\d+\.(crt|key|[a-z-]+\.json)$/.test(entry) && !named.has(entry)) {
      rmSync(join(folder, entry), { force: true });
    }
  }
}
