// Changes that people and commands make to the state between two synths.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetPrevious, forgetStandby, rotate } from '../../lib/pki/rotation';
import { Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { BROUGHT, Configuration, Damage, nameOf, ServerChoice, Step } from './configuration';

/** Content by path, of everything below the working directory. */
export type Tree = Readonly<Record<string, string>>;

export function tree(): Tree {
  return Object.fromEntries(
    readdirSync('.', { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort()
      .map(file => [file, readFileSync(file, 'latin1')]),
  );
}

export interface StateOfServer {
  readonly server: ServerChoice;
  readonly directory: string;
}

/** Servers that the library keeps state for. */
export function withState({ servers }: Configuration): StateOfServer[] {
  return servers.flatMap(server =>
    server.tls.kind === 'generated' ? [{ server, directory: server.tls.directory ?? 'pki' }] : [],
  );
}

export function readSlots({ server, directory }: StateOfServer): Slots | undefined {
  return new DiskStore(directory).read('test', { namespace: server.namespace, name: nameOf(server) });
}

/** Returns whether anything was there to be done. */
export function takeStep(step: Step, configuration: Configuration): boolean {
  if (typeof step === 'object') {
    return damage(step);
  }
  switch (step) {
    case 'rotate':
      return change(configuration, slots => rotate(slots, { now: new Date(), applied: true }));
    case 'forget the standby':
      return change(configuration, forgetStandby);
    case 'forget the previous generation':
      return change(configuration, slots => forgetPrevious(slots, { now: new Date(), applied: true }));
    case 'lose every key':
      return remove(configuration, ({ previous, current, standby }) =>
        [previous, current, standby].flatMap(each => each?.number ?? []),
      );
    case 'lose the keys that serve':
      return remove(configuration, ({ current }) => [current.number]);
    case 'check out with the line ends of Windows':
      return rewrite(
        file => file.endsWith('.crt'),
        text => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'),
      );
    case 'synth again':
    case 'synth under CI':
      return false;
  }
}

function change(configuration: Configuration, shift: (slots: Slots) => Slots | { readonly must: string }): boolean {
  return withState(configuration)
    .map(state => {
      const id = { namespace: state.server.namespace, name: nameOf(state.server) };
      const store = new DiskStore(state.directory);
      const slots = store.read('test', id);
      const shifted = slots && shift(slots);
      if (!shifted || 'must' in shifted) {
        return false;
      }
      store.stage('test', id, shifted);
      store.publish();
      return true;
    })
    .includes(true);
}

function remove(configuration: Configuration, numbers: (slots: Slots) => readonly number[]): boolean {
  return withState(configuration)
    .map(state => {
      const slots = readSlots(state);
      const found = slots ? numbers(slots) : [];
      found.forEach(number =>
        rmSync(join(state.directory, state.server.namespace, nameOf(state.server), `${number}.key`), { force: true }),
      );
      return found.length > 0;
    })
    .includes(true);
}

function rewrite(which: (file: string) => boolean, edit: (text: string) => string): boolean {
  const files = stateFiles().filter(which);
  files.forEach(file => writeFileSync(file, edit(readFileSync(file, 'latin1')), 'latin1'));
  return files.length > 0;
}

/** Files of the state without the `.gitignore`, which holds nothing. */
export function stateFiles(): string[] {
  return Object.keys(tree()).filter(file => /\.(crt|key|json)$/.test(file) && !file.startsWith(`${BROUGHT}/`));
}

function damage({ damage: how, file: number }: Damage): boolean {
  const files = stateFiles();
  const file = files[number % Math.max(1, files.length)];
  if (file === undefined) {
    return false;
  }
  const text = readFileSync(file, 'latin1');
  const others = files.filter(other => other !== file && readFileSync(other, 'latin1') !== text);
  const edits = {
    emptied: () => writeFileSync(file, ''),
    'cut in half': () => writeFileSync(file, text.slice(0, text.length / 2), 'latin1'),
    'replaced by words': () => writeFileSync(file, 'words'),
    'replaced by another file': () =>
      writeFileSync(file, readFileSync(others[number % Math.max(1, others.length)] ?? file)),
    removed: () => rmSync(file),
  };
  edits[how]();
  return true;
}
