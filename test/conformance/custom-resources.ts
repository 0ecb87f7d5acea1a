// The kinds that are not Kubernetes' own, from crds/: as strict as the schemas of its own kinds, where an unknown field
// is an error.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { REPOSITORY } from '../cluster/folders';

const FOLDER = join(REPOSITORY, 'crds');

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly [keyword: string]: unknown;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

/** The CRDs from which the schemas are made. */
function definitions(): string[] {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => readFileSync(join(FOLDER, file), 'utf8'));
}

/** JSON schemas by file name, as kubeconform asks for them: kind, the first label of the group, version. */
export function customSchemas(): [string, string][] {
  return definitions()
    .flatMap(text => parseAllDocuments(text).map(document => document.toJSON() as Definition))
    .flatMap(({ spec: { group, names, versions } }) =>
      versions.map(({ name, schema }): [string, string] => [
        `${names.kind.toLowerCase()}-${group.split('.')[0] ?? ''}-${name}.json`,
        JSON.stringify(strict(withObject(schema.openAPIV3Schema))),
      ]),
    );
}

/** Adds the fields that every object has and a CustomResourceDefinition need not list. */
function withObject(schema: Schema): Schema {
  return {
    ...schema,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      ...schema.properties,
    },
  };
}

function strict(schema: Schema): Schema {
  const { properties, items } = schema;
  return {
    ...schema,
    ...(properties && {
      additionalProperties: false,
      properties: Object.fromEntries(Object.entries(properties).map(([field, inner]) => [field, strict(inner)])),
    }),
    ...(items && { items: strict(items) }),
  };
}
