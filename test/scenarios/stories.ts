import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names of all stories: folders beside this file. */
export const stories: readonly string[] = readdirSync(__dirname).filter(name =>
  existsSync(join(__dirname, name, 'app.ts')),
);

export function expectedFolder(story: string): string {
  return join(__dirname, story, 'expected');
}
