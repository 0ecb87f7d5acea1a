import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ABOUT } from './about';
import { complete, excerpt } from './golden';
import { Files, Story } from './render';

/** Names of all stories: folders beside this file. */
export const stories: readonly string[] = readdirSync(__dirname).filter(name =>
  existsSync(join(__dirname, name, 'app.ts')),
);

export function storyNamed(name: string): Story {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(`./${name}/app`) as Story;
}

export function expectedFolder(story: string): string {
  return join(__dirname, story, 'expected');
}

/** The part of these files that is reviewed. */
export function golden(story: string, files: Files): Files {
  const about = ABOUT[story];
  return about ? excerpt(files, about) : complete(files);
}
