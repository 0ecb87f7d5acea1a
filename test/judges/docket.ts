// Lays the objects of each app into a folder, as judges read them, apart from those of all others.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { App } from './apps';
import type { Case, KubernetesObject, Sight } from './judge';

export class Docket {
  private cases = 0;

  constructor(private readonly folder: string) {}

  /** What a judge with this sight gets of these apps. */
  fileAll(apps: readonly App[], sight: Sight): Case[] {
    if (sight === 'everything')
      return apps.map(({ name, source, objects, text }) => this.write({ name, source, objects }, text));
    return apps
      .filter(({ production }) => production)
      .map(app => this.file({ ...app, objects: sight === 'emitted' ? emitted(app) : ours(app) }));
  }

  /** Objects anew, in the YAML that Kubernetes reads: in 1.1 `off` is no text. */
  file({ name, source, objects }: Omit<Case, 'folder'>): Case {
    return this.write(
      { name, source, objects },
      objects.map(object => stringify(object, { version: '1.1', aliasDuplicateObjects: false })).join('---\n'),
    );
  }

  private write(given: Omit<Case, 'folder'>, text: string): Case {
    const folder = join(this.folder, String(this.cases++).padStart(3, '0'));
    mkdirSync(folder);
    writeFileSync(join(folder, 'objects.yaml'), text);
    return { ...given, folder };
  }
}

/**
 * Without the objects that an example wrote by hand to show what stands beside it. In PRODUCTION all of ours have this
 * label, but for the Namespace, which several servers share.
 */
function emitted({ name, objects }: App): readonly KubernetesObject[] {
  const labelled = objects.filter(
    ({ kind, metadata }) => kind === 'Namespace' || metadata.labels?.['app.kubernetes.io/component'] === 'apiserver',
  );
  if (!labelled.some(({ kind }) => kind === 'APIService'))
    throw new Error(
      `an app must have an APIService to be judged, got none in ${name}; see the labels in lib/resolve/subject.ts`,
    );
  return labelled;
}

/** Without the containers beside the server, save for the etcd that the library puts there. */
export function ours(app: App): readonly KubernetesObject[] {
  return emitted(app).map(object => {
    const pod = object.spec?.template?.spec;
    if (pod === undefined) return object;
    const { initContainers: _theirs, containers, ...rest } = pod;
    const kept = (containers as readonly { readonly name: string }[]).filter(
      ({ name }, index) => index === 0 || name === 'etcd',
    );
    return {
      ...object,
      spec: { ...object.spec, template: { ...object.spec.template, spec: { ...rest, containers: kept } } },
    };
  });
}
