// Lays the objects of each app into a folder, as judges read them, apart from those of all others.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { App } from './apps';
import type { Case, KubernetesObject } from './judge';

export class Docket {
  private cases = 0;

  constructor(private readonly folder: string) {}

  /** Without a text the objects are written anew, in the YAML that Kubernetes reads: in 1.1 `off` is no text. */
  file(name: string, objects: readonly KubernetesObject[], text = objects.map(object => stringify(object, { version: '1.1', aliasDuplicateObjects: false })).join('---\n')): Case {
    const folder = join(this.folder, String(this.cases++).padStart(3, '0'));
    mkdirSync(folder);
    writeFileSync(join(folder, 'objects.yaml'), text);
    return { name, objects, folder };
  }
}

/**
 * What the library emitted, without the objects that an example wrote by hand to show what stands beside it. In PRODUCTION all of ours have
 * this label, but for the Namespace, which several servers share.
 */
export function ours({ name, objects }: App): readonly KubernetesObject[] {
  const emitted = objects.filter(({ kind, metadata }) => kind === 'Namespace' || metadata.labels?.['app.kubernetes.io/component'] === 'apiserver');
  if (!emitted.some(({ kind }) => kind === 'APIService')) throw new Error(`an app must have an APIService to be judged, got none in ${name}; see the labels in lib/resolve/subject.ts`);
  return emitted;
}
