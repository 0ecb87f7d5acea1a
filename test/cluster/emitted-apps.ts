// The objects of the project's examples and of the stories behind the goldens, with the fixtures' certificates and
// keys.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synthesizeExample } from '../examples/run-example';
import { type Files, type Story, render } from '../scenarios/render';
import { isFor } from '../scenarios/about';
import { stories } from '../scenarios/stories';
import { REPOSITORY } from './folders';
import type { Cluster } from './kubectl';

export interface EmittedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly resourceVersion?: string };
  readonly [field: string]: unknown;
}

export interface EmittedApp {
  readonly name: string;
  /** In the order of their files, which is the order of apply. */
  readonly objects: readonly EmittedObject[];
}

const EXAMPLES = [
  'main.ts',
  ...readdirSync(join(REPOSITORY, 'examples'))
    .filter(file => file.endsWith('.ts'))
    .map(file => `examples/${file}`),
];

/**
 * The apps whose fields a Kubernetes of this version has. A function, so that an error in one app fails a test, and not
 * the import of this file.
 */
export function emittedApps(version: string): EmittedApp[] {
  return [
    ...EXAMPLES.map(name => ({ name, objects: objectsIn(synthesizeExample(join(REPOSITORY, name))) })),
    ...stories
      .filter(name => isFor(name, version))
      .map(name => ({ name: `scenario ${name}`, objects: objectsIn(render(storyNamed(name))) })),
  ];
}

function storyNamed(name: string): Story {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(`../scenarios/${name}/app`) as Story;
}

export function objectsIn(files: Files): EmittedObject[] {
  return [...files.values()]
    .flatMap(text => parseAllDocuments(text))
    .map(document => document.toJSON() as EmittedObject);
}

export const nameOf = ({ kind, metadata: { namespace, name } }: EmittedObject): string =>
  [kind, namespace, name].filter(part => part !== undefined).join(' ');

/** A List for the standard input of kubectl. */
export const listOf = (items: readonly EmittedObject[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

export const isNamespace = ({ kind }: EmittedObject): boolean => kind === 'Namespace';

/**
 * Custom resources with the fields that the library emits. kube-apiserver drops fields that crds/ does not contain.
 */
export async function installCustomResources(cluster: Cluster): Promise<void> {
  await cluster.kubectl(['apply', '--server-side', '-f', join(REPOSITORY, 'crds')]);
  await cluster.waitFor('crd', 'condition=Established', '--all');
}

/** Some apps emit their namespace, others expect it to exist. */
export async function createNamespaces(cluster: Cluster, apps: readonly EmittedApp[]): Promise<void> {
  const lived = apps
    .flatMap(({ objects }) => objects)
    .map(({ metadata }) => metadata.namespace)
    .filter(namespace => namespace !== undefined && namespace !== 'kube-system');
  await cluster.apply(
    [...new Set(lived)].map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    '--server-side',
  );
}
