import { Secret } from '../server';

const files = new WeakMap<Secret, () => string | undefined>();

/** Whoever puts a Secret into a file is above us, and says here which it is: known from when it is rendered. */
export function goesTo(secret: Secret, file: () => string | undefined): void {
  files.set(secret, file);
}

export function fileOf(secret: Secret): string | undefined {
  return files.get(secret)?.();
}
