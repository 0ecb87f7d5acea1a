// Writes imports/kubernetes-fields.ts from what Kubernetes publishes of its API: npm run import:kubernetes. Needs Go,
// whose module proxy has the file.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../cluster/command';

const VERSION = '1.37.0';

/** Every kind of Kubernetes' own that the construct emits. */
const KINDS = [
  'api.apps.v1.Deployment',
  'api.apps.v1.StatefulSet',
  'api.core.v1.Namespace',
  'api.core.v1.Secret',
  'api.core.v1.Service',
  'api.core.v1.ServiceAccount',
  'api.discovery.v1.EndpointSlice',
  'api.networking.v1.NetworkPolicy',
  'api.policy.v1.PodDisruptionBudget',
  'api.rbac.v1.ClusterRole',
  'api.rbac.v1.ClusterRoleBinding',
  'api.rbac.v1.Role',
  'api.rbac.v1.RoleBinding',
  'kube-aggregator.pkg.apis.apiregistration.v1.APIService',
];

/** Written by the cluster alone. */
const WRITTEN_BY_THE_CLUSTER = ['managedFields', 'status'];

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

type Definitions = Readonly<Record<string, Schema>>;

async function definitions(): Promise<Definitions> {
  const { Dir } = JSON.parse(await run('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${VERSION}`])) as {
    Dir: string;
  };
  const text = readFileSync(join(Dir, 'api', 'openapi-spec', 'swagger.json'), 'utf8');
  return (JSON.parse(text) as { definitions: Definitions }).definitions;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Maps whose keys and values have a form, which the schema does not say. */
const MAPS: Readonly<Record<string, string>> = {
  annotations: 'annotation',
  labels: 'label',
  matchLabels: 'label',
  nodeSelector: 'label',
  selector: 'label',
};

/** Any other number is at least 0. */
const MAY_BE_NEGATIVE = ['priority', 'tolerationSeconds'];

const PORTS = ['containerPort', 'endPort', 'port'];

function numberType(field: string, format: string): string {
  if (PORTS.includes(field)) return 'port';
  return MAY_BE_NEGATIVE.includes(field) ? format : `u${format}`;
}

/** `[Container]` is a list, `{string}` a map, and anything else a name. */
function typeOf(field: string, schema: Schema, refer: (definition: string) => string): string {
  if (schema.$ref !== undefined) return refer(schema.$ref.replace('#/definitions/', ''));
  if (schema.items) return `[${typeOf(field, schema.items, refer)}]`;
  if (schema.additionalProperties)
    return `{${schema.additionalProperties.type === 'string' ? (MAPS[field] ?? 'string') : typeOf(field, schema.additionalProperties, refer)}}`;
  if (schema.type === 'object' || schema.type === undefined) throw new Error(`no type: ${JSON.stringify(schema)}`);
  return schema.format === 'int32' || schema.format === 'int64' ? numberType(field, schema.format) : schema.type;
}

type Fields = Readonly<Record<string, string>>;

function fieldsOf(all: Definitions): Map<string, Fields> {
  const origin = new Map<string, string>();
  const found = new Map<string, Fields>();
  const refer = (definition: string): string => {
    const name = lastPart(definition);
    const { properties, required = [] } = all[definition]!;
    if (properties === undefined) return name;
    if ((origin.get(name) ?? definition) !== definition) throw new Error(`two definitions are called ${name}`);
    if (origin.has(name)) return name;
    origin.set(name, definition);
    const fields = Object.entries(properties)
      .filter(([field]) => !WRITTEN_BY_THE_CLUSTER.includes(field))
      .map(([field, schema]) => [field, typeOf(field, schema, refer) + (required.includes(field) ? '!' : '')]);
    found.set(name, Object.fromEntries(fields) as Fields);
    return name;
  };
  for (const kind of KINDS) refer(`io.k8s.${kind}`);
  return found;
}

function lines(found: Map<string, Fields>): string {
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, fields]) => {
      const inside = Object.entries(fields).map(([field, type]) => `    ${quoted(field)}: '${type}',`);
      return [`  ${name}: {`, ...inside, '  },'].join('\n');
    })
    .join('\n');
}

const quoted = (field: string): string => (/^\w+$/.test(field) ? field : `'${field}'`);

async function main(): Promise<void> {
  const text = `// Written by npm run import:kubernetes: the fields of Kubernetes ${VERSION}, each with its type.
// \`[Container]\` is a list, \`{string}\` a map, and a type that ends in \`!\` must be given.
export const KUBERNETES_VERSION = '${VERSION}';

export const KUBERNETES_FIELDS: { readonly [definition: string]: { readonly [field: string]: string } } = {
${lines(fieldsOf(await definitions()))}
};
`;
  writeFileSync(join(__dirname, '..', '..', 'imports', 'kubernetes-fields.ts'), text);
}

void main();
