import { KUBERNETES_FIELDS, KUBERNETES_VERSION } from '../../imports/kubernetes-fields';
import { Field, Fields, held, KeyForm, Scalar, TEXT, Types } from '../input/read-value';
import { isLabelValue, isQualifiedName, LARGEST_ANNOTATIONS } from './labels';
import { isNegative, isQuantity } from './quantity';

const whole = (least: number, most: number, what = `a whole number`): Scalar => ({
  what,
  fix: 'write it without quotes and without a fraction',
  read: value =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined,
});

const MOST_32 = 2 ** 31 - 1;
const MOST_64 = Number.MAX_SAFE_INTEGER;

const QUALIFIED_NAME: KeyForm = {
  what: 'a name such as "team" or "example.com/team"',
  fix: 'use at most 63 letters, digits, "-", "_" and ".", after a domain and a "/" where they need one',
  is: isQualifiedName,
};

const isFinite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

export const KUBERNETES_SCALARS: { readonly [name: string]: Scalar } = {
  string: { what: TEXT, fix: 'write it in quotes', read: value => (typeof value === 'string' ? value : undefined) },
  boolean: {
    what: 'true or false',
    fix: 'write it without quotes',
    read: value => (typeof value === 'boolean' ? value : undefined),
  },
  int32: whole(-MOST_32, MOST_32),
  int64: whole(-MOST_64, MOST_64),
  uint32: whole(0, MOST_32, 'a whole number, 0 or more'),
  uint64: whole(0, MOST_64, 'a whole number, 0 or more'),
  port: whole(1, 65535, 'a whole number from 1 to 65535'),
  label: {
    what: 'a label value: at most 63 letters, digits, "-", "_" and "."',
    fix: 'write it in quotes, and put any other text into an annotation',
    read: value => (isLabelValue(value) ? value : undefined),
    key: QUALIFIED_NAME,
  },
  annotation: {
    what: 'text of at most 256 KiB',
    fix: 'write it in quotes',
    read: value => (typeof value === 'string' && value.length <= LARGEST_ANNOTATIONS ? value : undefined),
    key: QUALIFIED_NAME,
  },
  Quantity: {
    what: 'a quantity, 0 or more',
    fix: 'use k8s.Quantity.fromString with a value such as "100m" or "128Mi"',
    read: given => {
      const value = held(given);
      return (typeof value === 'string' || isFinite(value)) && isQuantity(value) && !isNegative(value)
        ? value
        : undefined;
    },
    key: QUALIFIED_NAME,
  },
  IntOrString: {
    what: 'a whole number, 0 or more, or text',
    fix: 'use k8s.IntOrString.fromNumber or fromString',
    read: given => {
      const value = held(given);
      return typeof value === 'string' || (Number.isInteger(value) && Number(value) >= 0) ? value : undefined;
    },
  },
  Time: {
    what: 'a date',
    fix: 'use a Date, or text such as "2026-01-31T00:00:00Z"',
    read: value => {
      const date = value instanceof Date || typeof value === 'string' ? new Date(value) : undefined;
      return date && Number.isFinite(date.getTime()) ? date.toISOString() : undefined;
    },
  },
};

/** The field that a spelling means: structs of cdk8s-plus write `hostIP` as `hostIp`. */
export function kubernetesField(struct: string, spelling: string): Field | undefined {
  const fields = kubernetesFields(struct);
  const known = SPELLINGS.get(struct) ?? new Map(Object.keys(fields).map(field => [field.toLowerCase(), field]));
  SPELLINGS.set(struct, known);
  const name = known.get(spelling.toLowerCase());
  return name === undefined ? undefined : { name, type: fields[name]!.replace('!', '') };
}
const SPELLINGS = new Map<string, Map<string, string>>();

export function kubernetesFields(struct: string): Fields {
  return KUBERNETES_FIELDS[struct] ?? {};
}

export const FIELDS_OF_KUBERNETES = `fields that Kubernetes ${KUBERNETES_VERSION.replace(/\.\d+$/, '')} knows`;

/** An object that stands for itself. */
export const KUBERNETES: Types = {
  scalars: KUBERNETES_SCALARS,
  field: kubernetesField,
  names: struct => Object.keys(kubernetesFields(struct)),
  required: struct =>
    Object.keys(kubernetesFields(struct)).filter(field => kubernetesFields(struct)[field]!.endsWith('!')),
  dropsEmptyLists: true,
  fieldsOf: () => FIELDS_OF_KUBERNETES,
};

/** An object that is laid over another, where a field that must be given may be the other's. */
export const PART_OF_KUBERNETES: Types = { ...KUBERNETES, required: () => [] };
