// Everything that the project's own apps emit: the examples and the stories of the goldens, with certificates and keys
// of the fixtures.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synthesizeExample } from '../examples/run-example';
import { type Files, type Story, render } from '../scenarios/render';
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
  /** In the order of their files, and so in that of apply. */
  readonly objects: readonly EmittedObject[];
}

const EXAMPLES = [
  'main.ts',
  ...readdirSync(join(REPOSITORY, 'examples'))
    .filter(file => file.endsWith('.ts'))
    .map(file => `examples/${file}`),
];

/** A function, so that a fault of one app is a failure of a test and not of the file that lists them. */
export function emittedApps(): EmittedApp[] {
  return [
    ...EXAMPLES.map(name => ({ name, objects: objectsIn(synthesizeExample(join(REPOSITORY, name))) })),
    ...stories.map(name => ({ name: `scenario ${name}`, objects: objectsIn(render(storyNamed(name))) })),
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

/** What kubectl reads from its standard input. */
export const listOf = (items: readonly EmittedObject[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

export const isNamespace = ({ kind }: EmittedObject): boolean => kind === 'Namespace';

/**
 * The kinds that are not Kubernetes' own, with the fields that we use: what is not in crds/ would be dropped, and so be
 * a difference.
 */
export async function installCustomResources(cluster: Cluster): Promise<void> {
  await cluster.kubectl(['apply', '--server-side', '-f', join(REPOSITORY, 'crds')]);
  await cluster.waitFor('crd', 'condition=Established', '--all');
}

/** Some apps emit the namespace that they live in, others expect it; and two of them differ in its labels. */
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
