interface Document {
  readonly file: string;
  readonly object: Tree;
}

interface Rule {
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

interface Tree {
  readonly [field: string]: unknown;
}

const CLUSTER_SCOPED = ['Namespace', 'ClusterRole', 'ClusterRoleBinding', 'APIService'];

/**
 * `false` has a meaning here: these fields are pointers in Kubernetes, and their default is not false.
 */
const MEANT_FALSE = [
  'automountServiceAccountToken',
  'allowPrivilegeEscalation',
  'enableServiceLinks',
  'readOnlyRootFilesystem',
];
/** Zero has a meaning here. */
const MEANT_ZERO = ['maxUnavailable', 'replicas', 'start'];
/** An empty object has a meaning here: a volume, every pod or namespace, a kind of issuer. */
const MEANT_EMPTY = ['emptyDir', 'podSelector', 'namespaceSelector', 'selfSigned'];

/** Rules that hold for every manifest; each returned line is a broken rule. */
export function checkManifests(documents: readonly Document[]): string[] {
  return [
    ...documents.flatMap(checkDocument),
    ...checkTrust(documents.map(({ object }) => object)),
    ...checkFileNames(documents.map(({ file }) => file)),
    ...checkUnique(documents),
  ];
}

function checkDocument({ file, object }: Document): string[] {
  const metadata = object.metadata as Tree;
  const label = `${file}: ${String(object.kind)} ${String(metadata.name)}`;
  const clusterScoped = CLUSTER_SCOPED.includes(String(object.kind));
  return [
    ...(clusterScoped === (metadata.namespace === undefined)
      ? []
      : [`${label} has ${clusterScoped ? 'a' : 'no'} namespace`]),
    ...(/-c[0-9a-f]{7}$/.test(String(metadata.name)) ? [`${label} has a hash in its name`] : []),
    ...(!file.includes('ecret') && holdsKey(object) ? [`${label} holds a private key`] : []),
    ...zeroValues(object, '').map(path => `${label} has a zero value at ${path}`),
  ];
}

/** Every APIService has a bundle or skips verification, or something in the cluster injects the bundle. */
function checkTrust(objects: readonly Tree[]): string[] {
  const isDecided = ({ insecureSkipTLSVerify, caBundle }: Tree): boolean =>
    insecureSkipTLSVerify === true || typeof caBundle === 'string';
  return objects
    .filter(({ kind, spec }) => kind === 'APIService' && !isDecided(spec as Tree))
    .map(({ metadata }) => metadata as Tree)
    .filter(metadata => !isInjected(metadata, objects))
    .map(({ name }) => `APIService ${String(name)} has no caBundle, and nobody writes one`);
}

function isInjected({ name, annotations = {} }: Tree, objects: readonly Tree[]): boolean {
  const source = (annotations as Tree)['cert-manager.io/inject-ca-from'];
  if (source !== undefined) {
    return objects.some(
      ({ kind, metadata }) =>
        kind === 'Certificate' &&
        `${String((metadata as Tree).namespace)}/${String((metadata as Tree).name)}` === source,
    );
  }
  return (
    (annotations as Tree)['service.beta.openshift.io/inject-cabundle'] === 'true' ||
    objects.some(
      ({ kind, rules }) =>
        kind === 'ClusterRole' &&
        (rules as Rule[]).some(
          rule =>
            rule.resources?.includes('apiservices') &&
            rule.resourceNames?.includes(String(name)) &&
            rule.verbs.includes('patch'),
        ),
    )
  );
}

function holdsKey(object: Tree): boolean {
  const text = JSON.stringify(object);
  return (
    text.includes('PRIVATE KEY') ||
    (text.match(/[A-Za-z0-9+/=]{40,}/g) ?? []).some(word => Buffer.from(word, 'base64').includes('PRIVATE KEY'))
  );
}

/** kube-apiserver drops these, and a GitOps tool would show a difference for ever. */
function zeroValues(value: unknown, path: string): string[] {
  const field = path.replace(/.*\./, '').replace(/\[\d+\]$/, '');
  if (
    value === null ||
    (value === false && !MEANT_FALSE.includes(field)) ||
    (value === 0 && !MEANT_ZERO.includes(field)) ||
    (value === '' && field !== 'apiGroups')
  ) {
    return [path];
  }
  if (typeof value !== 'object') {
    return [];
  }
  const entries = Object.entries(value);
  if (entries.length === 0) {
    return MEANT_EMPTY.includes(field) ? [] : [path];
  }
  return entries.flatMap(([key, inner]) =>
    zeroValues(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
  );
}

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
function checkFileNames(files: readonly string[]): string[] {
  return [...new Set(files)]
    .filter(file => /[<>:"\\|?*]|[. ]$|(^|\/)(con|prn|aux|nul|com\d|lpt\d)\./i.test(file))
    .map(file => `${file} is no file name on Windows`);
}

function checkUnique(documents: readonly Document[]): string[] {
  const names = documents.map(({ object }) =>
    [object.kind, (object.metadata as Tree).namespace, (object.metadata as Tree).name].join(' '),
  );
  return names.filter((name, index) => names.indexOf(name) !== index).map(name => `${name} is there twice`);
}
