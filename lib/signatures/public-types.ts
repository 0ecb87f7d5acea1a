import { Field, Fields, Scalar, TEXT, Types } from '../input/read-value';
import { FIELDS_OF_KUBERNETES, KUBERNETES_SCALARS, kubernetesField, kubernetesFields } from '../kubernetes/types';
import { CALLS, CLASSES, ENUMS, STRUCTS } from './public-api';

/** Structs that hold any field of one of Kubernetes' beside their own. */
const OPEN: { readonly [struct: string]: string } = {
  BackendDeploymentOptions: 'DeploymentSpec',
  BackendStatefulSetOptions: 'StatefulSetSpec',
  ContainerOptions: 'Container',
  PodDisruptionBudgetOptions: 'PodDisruptionBudgetSpec',
  PodOptions: 'PodSpec',
  ServiceOptions: 'ServiceSpec',
};

/**
 * By what an object of a class is known. `instanceof` would refuse one of another copy of the library, and a bundler may
 * rename classes.
 */
const MARKS: { readonly [name: string]: readonly [field: string, within?: string] } = {
  Backend: ['_strategy', 'choose'],
  CertManagerIssuer: ['_reference'],
  Construct: ['node', 'addValidation'],
  Delivery: ['_strategy', 'kind'],
  EtcdTls: ['_client'],
  ExtensionApiServer: ['injectedFields'],
  FrontProxy: ['_source'],
  IConstruct: ['node', 'addValidation'],
  SecureServing: ['_strategy', 'ownCertificateArgs'],
  Storage: ['_strategy', 'parts'],
  Tls: ['_strategy', 'certify'],
};

function isMarked(value: unknown, [field, within]: readonly [field: string, within?: string]): boolean {
  const inner = isObject(value) ? value[field] : undefined;
  return isObject(inner) && (within === undefined || within in inner);
}

function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

function classScalar(name: string): Scalar {
  const factories = Object.keys(CALLS)
    .filter(call => call.startsWith(`${name}.`) && !/dangerously|ForTestsOnly/.test(call))
    .map(call => `${call}()`);
  return {
    what: `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`,
    fix: factories.length === 0 ? `give the ${name} itself` : `use ${factories.join(' or ')}`,
    read: value => (isMarked(value, MARKS[name]!) ? value : undefined),
  };
}

function enumScalar(name: string, members: Fields): Scalar {
  const values = Object.values(members);
  return {
    what: `one of ${values.join(', ')}`,
    fix: `use ${name}.${Object.keys(members)[0]} or another of its members`,
    read: value => (values.includes(value as string) ? value : undefined),
  };
}

const SCALARS: { readonly [name: string]: Scalar } = {
  ...KUBERNETES_SCALARS,
  number: {
    what: 'a number',
    fix: 'write it without quotes',
    read: value => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  },
  alertLabel: {
    what: TEXT,
    fix: 'write it in quotes',
    read: value => (typeof value === 'string' ? value : undefined),
    key: {
      what: 'a label of Prometheus',
      fix: 'use letters, digits and "_", a letter first',
      is: key => /^[a-zA-Z]\w*$/.test(key),
    },
  },
  Duration: {
    what: 'a Duration',
    fix: 'use one such as Duration.days(30)',
    read: value => (isObject(value) && typeof value.toSeconds === 'function' ? value : undefined),
  },
  ...Object.fromEntries([...CLASSES, 'Construct', 'IConstruct'].map(name => [name, classScalar(name)])),
  ...Object.fromEntries(Object.entries(ENUMS).map(([name, members]) => [name, enumScalar(name, members)])),
};

function field(struct: string, spelling: string): Field | undefined {
  const own = STRUCTS[struct];
  const kubernetes = kubernetesField(own ? (OPEN[struct] ?? '') : struct, spelling);
  // Kubernetes knows of a number whether it may be negative.
  return own && Object.hasOwn(own, spelling)
    ? { name: spelling, type: kubernetes?.type ?? own[spelling]!.replace('!', '') }
    : kubernetes;
}

/** A field of Kubernetes that is a prop too goes by the prop's spelling. */
function names(struct: string): string[] {
  const own = Object.keys(STRUCTS[struct] ?? {});
  const lowered = new Set(own.map(name => name.toLowerCase()));
  const others = Object.keys(kubernetesFields(STRUCTS[struct] ? (OPEN[struct] ?? '') : struct));
  return [...own, ...others.filter(name => !lowered.has(name.toLowerCase()))];
}

/** The structs of this library, down to Kubernetes' own. What is laid over a default need not be whole. */
export const PUBLIC_TYPES: Types = {
  scalars: SCALARS,
  field,
  names,
  required: struct => Object.keys(STRUCTS[struct] ?? {}).filter(name => STRUCTS[struct]![name]!.endsWith('!')),
  dropsEmptyLists: false,
  fieldsOf: struct => (STRUCTS[struct] && !(struct in OPEN) ? `fields of ${struct}` : FIELDS_OF_KUBERNETES),
};
