import { Json } from '../kubernetes/manifest';
import { Given } from './given';
import { field, items, text } from './json';
import { containersOf, podOf } from './check-service';

/** A part of a Secret as a container sees it. */
export interface MountedSecret {
  readonly secret: string;
  /** Name of the container. */
  readonly container: string;
  /** The key whose file is at a path; `undefined` where the mount puts none there. */
  readonly keyAt: (path: string) => string | undefined;
}

interface Source {
  readonly secret: string;
  /** Key and path below the mount; none, all keys by their names. */
  readonly files: readonly { readonly key: string; readonly path: string }[] | undefined;
}

/** Every Secret that a container mounts, as a volume of its own or as a part of a projected one. */
export function mountedSecrets(workload: Given): MountedSecret[] {
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
    // The mount is the one file.
    return { secret, container, keyAt: path => (path === folder ? keyOf(subPath) : undefined) };
  }
  return {
    secret,
    container,
    keyAt: path => (path.startsWith(`${folder}/`) ? keyOf(path.slice(folder.length + 1)) : undefined),
  };
}
