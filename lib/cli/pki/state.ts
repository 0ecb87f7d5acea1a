import { existsSync } from 'node:fs';
import { orRefuse, sayFault } from '../../errors';
import { Slots } from '../../pki/slots';
import { DiskStore } from '../../pki/store/disk';
import { checkFolder } from '../../pki/store/state-folder';
import { directoriesBelow, servers } from '../../pki/store/inventory';
import { ServerId } from '../../pki/store/store';
import { Refusal, Usage } from '../failure';
import { Terminal } from '../terminal';

export const serverName = ({ namespace, name }: ServerId): string => `${namespace}/${name}`;

/** Every server in a folder, with a note for each state folder below it that is skipped. */
export function everyServerOf(directory: string, { err }: Terminal): ServerId[] {
  const found = everyServer(directory);
  directoriesBelow(directory).forEach(below =>
    err(`note: ${below} is a state folder of its own and is skipped: pass --directory ${below}\n`),
  );
  return found;
}

function everyServer(directory: string): ServerId[] {
  const nameless = checkFolder('--directory', directory);
  if (nameless) {
    throw new Usage(sayFault(nameless), 'omit it to use pki');
  }
  const found = servers(directory);
  const below = directoriesBelow(directory);
  if (found.length === 0 && below.length > 0) {
    throw new Refusal(
      `${directory} must hold the state of a server, got only those in ${below.join(', ')}`,
      `name the folder with --directory ${below[0]}`,
    );
  }
  if (found.length === 0) {
    throw new Refusal(
      `${directory} must hold the state of a server, got ${existsSync(directory) ? 'none' : 'no such folder'}`,
      'run this where cdk8s.yaml is, name the folder with --directory, or run cdk8s synth, which writes it',
    );
  }
  return found;
}

/** The named servers, in that order. A path into the folder, as shells complete it, counts as a name. */
export function namedServers(directory: string, names: readonly string[]): ServerId[] {
  const every = everyServer(directory);
  return [...new Set(names.map(name => withoutFolder(directory, name)))].map(name => {
    const found = every.find(id => serverName(id) === name);
    if (!found) {
      throw new Refusal(`server must be one of ${directory}, got "${name}"`, suggestion(every, name));
    }
    return found;
  });
}

function withoutFolder(directory: string, name: string): string {
  const path = name.replace(/\/+$/, '');
  const folder = `${directory.replace(/\/+$/, '')}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

const SHOWN = 8;

function suggestion(every: readonly ServerId[], name: string): string {
  const namesake = every.find(id => id.name === name.split('/').at(-1));
  if (namesake) {
    return `did you mean ${serverName(namesake)}?`;
  }
  const more = every.length > SHOWN ? ` and ${every.length - SHOWN} more: see pki status` : '';
  return `there ${every.length === 1 ? 'is' : 'are'} ${every.slice(0, SHOWN).map(serverName).join(', ')}${more}`;
}

export function readSlots(store: DiskStore, id: ServerId): Slots {
  return orRefuse(
    serverName(id),
    store.read(serverName(id), id) ?? {
      must: `${store.location(id)} must hold a state`,
      got: 'nothing',
      fix: 'restore it from Git',
    },
  );
}

/** AggregationLayer keeps front-proxy certificates here. No namespace can have this name. */
const FRONT_PROXIES = '_kube-apiserver';

export const isFrontProxy = ({ namespace }: ServerId): boolean => namespace === FRONT_PROXIES;
