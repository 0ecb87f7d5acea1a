import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ServerId } from './store';

/**
 * Every server, and every front proxy, whose state lies in a folder, in the order of names. What begins with a dot is a draft of a synth
 * that runs or was killed, or somebody else's.
 */
export function servers(folder: string): ServerId[] {
  return foldersIn(folder).flatMap(namespace => foldersIn(join(folder, namespace)).map(name => ({ namespace, name })));
}

function foldersIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name).sort() : [];
}
