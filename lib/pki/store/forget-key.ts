import { existsSync, rmSync } from 'node:fs';
import { ServerId } from './store';

/** Removes a private key that has found another home. The certificate stays: the bundle needs it. */
export function forgetKey(folder: string, { namespace, name }: ServerId, generation: number): string | undefined {
  const file = `${folder}/${namespace}/${name}/${generation}.key`;
  if (!existsSync(file)) {
    return undefined;
  }
  rmSync(file);
  return file;
}
