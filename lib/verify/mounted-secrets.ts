import { Json } from '../kubernetes/manifest';
import { InputObject, podOf } from './input';
import { field, items, text } from './json';
import { containersOf } from './containers';

/** A Secret, or some keys of it, mounted into a container. */
export interface MountedSecret {
  readonly secret: string;
  /** The name of the container. */
  readonly container: string;
  /** The key of the Secret that is mounted as the file at `path`. */
  readonly keyAt: (path: string) => string | undefined;
}

interface Source {
  readonly secret: string;
  /** The keys and their paths below the mount; `undefined` mounts every key under its own name. */
  readonly files: readonly { readonly key: string; readonly path: string }[] | undefined;
}

/** Every Secret that a container mounts, from a Secret volume or a projected volume. */
export function mountedSecrets(workload: InputObject): MountedSecret[] {
  const volumes = new Map(
    items(field(podOf(workload), 'spec', 'volumes')).map(volume => [text(volume, 'name') ?? '', sourcesOf(volume)]),
  );
  return containersOf(workload).flatMap(container =>
    items(field(container, 'volumeMounts')).flatMap(mount =>
      (volumes.get(text(mount, 'name') ?? '') ?? []).map(source =>
        mounted(text(container, 'name') ?? '', mount, source),
      ),
    ),
  );
}

function sourcesOf(volume: Json): Source[] {
  const own = text(volume, 'secret', 'secretName');
  const projected = items(field(volume, 'projected', 'sources')).flatMap(source => {
    const secret = text(source, 'secret', 'name');
    return secret === undefined ? [] : [{ secret, files: filesOf(field(source, 'secret')) }];
  });
  return own === undefined ? projected : [{ secret: own, files: filesOf(field(volume, 'secret')) }];
}

function filesOf(source: Json): Source['files'] {
  const listed = items(field(source, 'items'));
  return listed.length === 0
    ? undefined
    : listed.map(item => ({ key: text(item, 'key') ?? '', path: text(item, 'path') ?? '' }));
}

function mounted(container: string, mount: Json, { secret, files }: Source): MountedSecret {
  const folder = (text(mount, 'mountPath') ?? '').replace(/\/+$/, '');
  const subPath = text(mount, 'subPath')?.replace(/\/+$/, '');
  const keyOf = (path: string): string | undefined => (files ? files.find(file => file.path === path)?.key : path);
  if (subPath !== undefined) {
    // The mount is a single file.
    return { secret, container, keyAt: path => (path === folder ? keyOf(subPath) : undefined) };
  }
  return {
    secret,
    container,
    keyAt: path => (path.startsWith(`${folder}/`) ? keyOf(path.slice(folder.length + 1)) : undefined),
  };
}
