// Schemas of what is no part of Kubernetes, from the CustomResourceDefinitions in crds/: they know just the fields that the library writes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { REPOSITORY } from '../cluster/folders';

const FOLDER = join(REPOSITORY, 'crds');

/** Text of every file. */
export const CUSTOM_RESOURCES: readonly string[] = readdirSync(FOLDER).sort().map(file => readFileSync(join(FOLDER, file), 'utf8'));

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

/** By file, named as kubeconform asks for it. */
export function customSchemas(): [file: string, schema: Schema][] {
  return CUSTOM_RESOURCES.flatMap(text => parseAllDocuments(text)).map(document => document.toJSON() as Definition).flatMap(({ spec: { group, names, versions } }) =>
    versions.map(({ name, schema }): [string, Schema] => {
      const { properties, ...rest } = schema.openAPIV3Schema;
      const known = { ...rest, properties: { ...properties, apiVersion: {}, kind: {}, metadata: { 'x-kubernetes-preserve-unknown-fields': true } } };
      return [`${names.kind}-${group.split('.')[0]}-${name}.json`.toLowerCase(), strict(known)];
    }));
}

/** As kube-apiserver judges with strict validation: a field that is not there is an error, save where the schema says otherwise. */
function strict(schema: Schema): Schema {
  const { properties, items, additionalProperties, 'x-kubernetes-preserve-unknown-fields': open } = schema;
  return {
    ...schema,
    ...(items && { items: strict(items) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([field, inner]) => [field, strict(inner)])) }),
    ...(properties && !open && additionalProperties === undefined && { additionalProperties: false }),
  };
}
