// Writes the objects of each app into a folder of its own, as scanners read them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { App } from './apps';
import type { Target, KubernetesObject, Scope } from './scanner';

export class TargetFolders {
  private count = 0;

  constructor(private readonly folder: string) {}

  /** One target for each app that a scanner with this scope gets. */
  addAll(apps: readonly App[], sight: Scope): Target[] {
    if (sight === 'everything')
      return apps.map(({ name, source, objects, text }) => this.write({ name, source, objects }, text));
    return apps
      .filter(({ production }) => production)
      .map(app => this.add({ ...app, objects: sight === 'emitted' ? emitted(app) : ours(app) }));
  }

  /** Writes YAML 1.1, which Kubernetes reads: there `off` without quotes is a boolean. */
  add({ name, source, objects }: Omit<Target, 'folder'>): Target {
    return this.write(
      { name, source, objects },
      objects.map(object => stringify(object, { version: '1.1', aliasDuplicateObjects: false })).join('---\n'),
    );
  }

  private write(given: Omit<Target, 'folder'>, text: string): Target {
    const folder = join(this.folder, String(this.count++).padStart(3, '0'));
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
      `an app must have an APIService to be scanned, got none in ${name}; see the labels in lib/resolve/subject.ts`,
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
