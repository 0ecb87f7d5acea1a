import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../errors';
import { reason } from './reasons';
import { ServerId } from './store';

/**
 * Every server and front proxy whose state is in a folder, in the order of names. A name that begins with a dot is a
 * draft of a synth, or belongs to another program.
 */
export function servers(folder: string): ServerId[] {
  return foldersIn(folder).flatMap(namespace =>
    foldersIn(join(folder, namespace))
      .filter(name => !holdsFoldersAlone(join(folder, namespace, name)))
      .map(name => ({ namespace, name })),
  );
}

/** Folders below that are a `directory` of their own, such as `pki/production`: their servers are one level deeper. */
export function directoriesBelow(folder: string): string[] {
  return foldersIn(folder)
    .map(name => `${folder}/${name}`)
    .filter(below => foldersIn(below).some(name => holdsFoldersAlone(join(below, name))));
}

/** Follows links, as synth does. */
function foldersIn(folder: string): string[] {
  return entriesOf(folder).filter(name => isFolder(join(folder, name)));
}

/** The state of a server has files; an empty folder may have had some. */
function holdsFoldersAlone(folder: string): boolean {
  const entries = entriesOf(folder);
  return entries.length > 0 && entries.every(name => isFolder(join(folder, name)));
}

function entriesOf(folder: string): string[] {
  return existsSync(folder)
    ? listed(folder)
        .filter(name => !name.startsWith('.'))
        .sort()
    : [];
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new InvalidInput(folder, {
      must: 'the state must be in a folder that can be read',
      got: reason(error as NodeJS.ErrnoException),
      fix: 'name the folder with --directory, or give yourself permission to read it',
    });
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
