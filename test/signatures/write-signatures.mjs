// Writes lib/signatures/public-api.ts (--write), or compares it (--check), with what jsii says of the public API. Only
// the compiled library knows the values of enums.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import prettier from 'prettier';

const require = createRequire(import.meta.url);
const FILE = resolve('lib/signatures/public-api.ts');
const { name: US, types } = JSON.parse(readFileSync('.jsii', 'utf8'));
const library = require(resolve('build/lib'));
const { KUBERNETES_FIELDS } = require(resolve('build/imports/kubernetes-fields'));

const structs = {};
const enums = {};
const classes = new Set();

/** `k8s.PodDnsConfig` is Kubernetes' PodDNSConfig, and a whole object has props of its own. */
function kubernetesName(fqn) {
  const name = fqn.slice(fqn.lastIndexOf('.') + 1).replace(/^Kube(\w+)Props$/, '$1');
  if (['IntOrString', 'Quantity'].includes(name)) return name;
  const found = Object.keys(KUBERNETES_FIELDS).find(key => key.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new Error(`imports/kubernetes-fields.ts must have ${name}`);
  return found;
}

/** Maps whose keys and values have a form. */
const MAPS = [
  [/^alertLabels$/, 'alertLabel'],
  [/labels$/i, 'label'],
  [/annotations$/i, 'annotation'],
];

function typeOf({ primitive, collection, fqn }, name) {
  if (primitive !== undefined) return primitive;
  if (collection !== undefined) {
    const inner =
      (collection.kind === 'map' && MAPS.find(([names]) => names.test(name))?.[1]) || typeOf(collection.elementtype);
    return collection.kind === 'array' ? `[${inner}]` : `{${inner}}`;
  }
  if (fqn.startsWith('cdk8s-plus-27.')) return kubernetesName(fqn);
  const typeName = fqn.slice(fqn.lastIndexOf('.') + 1);
  const type = fqn.startsWith(`${US}.`) ? types[fqn] : undefined;
  if (type?.kind === 'enum')
    enums[typeName] = Object.fromEntries(type.members.map(member => [member.name, library[typeName][member.name]]));
  else if (type?.kind === 'class') classes.add(typeName);
  else if (type !== undefined) structs[typeName] ??= fieldsOf(type);
  return typeName;
}

function fieldsOf({ properties = [], interfaces = [] }) {
  const inherited = interfaces.filter(fqn => fqn in types).map(fqn => fieldsOf(types[fqn]));
  return Object.assign(...inherited, {}, parameters(properties));
}

function parameters(list = []) {
  return Object.fromEntries(
    [...list]
      .sort((a, b) => (a.optional === b.optional ? 0 : a.optional ? 1 : -1))
      .map(({ name, type, optional }) => [name, typeOf(type, name) + (optional ? '' : '!')]),
  );
}

const calls = Object.fromEntries(
  Object.values(types)
    .filter(({ kind }) => kind === 'class')
    .flatMap(({ name, initializer, methods = [] }) => [
      ...(initializer ? [[`new ${name}`, parameters(initializer.parameters)]] : []),
      ...methods.map(method => [`${name}.${method.name}`, parameters(method.parameters)]),
    ]),
);

const sorted = object => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = await prettier.format(
  `// Written by npm run signatures:write from the types of the public API, as jsii knows them.
// \`[Api]\` is a list, \`{string}\` a map, and a type that ends in \`!\` must be given.
interface Fields {
  readonly [name: string]: string;
}

/** Structs that users give. */
export const STRUCTS: { readonly [struct: string]: Fields } = ${JSON.stringify(sorted(structs))};

/** Members of the enums, each with its value. */
export const ENUMS: { readonly [name: string]: Fields } = ${JSON.stringify(sorted(enums))};

/** Classes that users make with a factory or with \`new\`. */
export const CLASSES: readonly string[] = ${JSON.stringify([...classes].sort())};

/** Parameters of constructors, factories and methods. */
export const CALLS: { readonly [call: string]: Fields } = ${JSON.stringify(sorted(calls))};
`,
  { ...(await prettier.resolveConfig(FILE)), filepath: FILE },
);

if (process.argv.includes('--write')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${basename(FILE)} is not what the public API says: run npm run signatures:write`);
  process.exitCode = 1;
}
