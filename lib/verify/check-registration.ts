import { HIGHEST_GROUP_PRIORITY, HIGHEST_VERSION_PRIORITY, isServedByKubeApiserver } from '../kubernetes/api-groups';
import { isSubdomain } from '../kubernetes/names';
import { Json, JsonObject } from '../kubernetes/manifest';
import { Finding, wrong } from './finding';
import { InputObject } from './input';
import { field, fields, text } from './json';
import { placeholderIn } from './placeholder';

const KNOWN: readonly (readonly [path: readonly string[], names: readonly string[]])[] = [
  [[], ['apiVersion', 'kind', 'metadata', 'spec', 'status', 'sops']],
  [
    ['metadata'],
    [
      'annotations',
      'creationTimestamp',
      'deletionGracePeriodSeconds',
      'deletionTimestamp',
      'finalizers',
      'generateName',
      'generation',
      'labels',
      'managedFields',
      'name',
      'namespace',
      'ownerReferences',
      'resourceVersion',
      'selfLink',
      'uid',
    ],
  ],
  [
    ['spec'],
    ['caBundle', 'group', 'groupPriorityMinimum', 'insecureSkipTLSVerify', 'service', 'version', 'versionPriority'],
  ],
  [
    ['spec', 'service'],
    ['name', 'namespace', 'port'],
  ],
];

type Rule = (object: JsonObject) => Finding | undefined;

/**
 * The rules by which kube-apiserver refuses an APIService, one finding each.
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/apis/apiregistration/validation/validation.go
 */
export function checkRegistration({ object }: InputObject): Finding[] {
  const placeholders = unfilled(object);
  return [
    ...[apiVersion, group, version, name].flatMap(rule => rule(object) ?? []),
    ...service(object),
    ...[
      priority('groupPriorityMinimum', HIGHEST_GROUP_PRIORITY),
      priority('versionPriority', HIGHEST_VERSION_PRIORITY),
      boolean,
      bundle,
    ].flatMap(rule => rule(object) ?? []),
    ...unknownFields(object),
    ...placeholders,
  ];
}

const must = (message: string, got: Json, fix: string): Finding =>
  wrong('registration', `${message}, got ${show(got)}`, fix);

function show(value: Json): string {
  const shown = JSON.stringify(value);
  if (shown === undefined || shown === 'null') {
    return 'nothing';
  }
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
}

const SERVED = 'apiregistration.k8s.io/v1';

const apiVersion: Rule = object => {
  const found = field(object, 'apiVersion');
  return found === SERVED
    ? undefined
    : must(`apiVersion must be ${SERVED}, the only one served since Kubernetes 1.22`, found, `write ${SERVED}`);
};

const group: Rule = object => {
  const found = field(object, 'spec', 'group');
  if (typeof found !== 'string' || found === '') {
    return must('spec.group must be the API group of the server', found, 'set it');
  }
  if (placeholderIn(found) !== undefined) {
    return undefined;
  }
  if (isServedByKubeApiserver(found)) {
    return must(
      'spec.group must not be a group that kube-apiserver serves: its own API would be cut off',
      found,
      'use a group of your own, such as catalog.example.com',
    );
  }
  return isSubdomain(found)
    ? undefined
    : must('spec.group must be a DNS subdomain in lower case', found, 'use a group such as catalog.example.com');
};

/** https://www.rfc-editor.org/rfc/rfc1035#section-2.3.1 */
const VERSION = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

const version: Rule = object => {
  const found = field(object, 'spec', 'version');
  return (typeof found === 'string' && VERSION.test(found)) || placeholderIn(found) !== undefined
    ? undefined
    : must('spec.version must be a DNS label in lower case', found, 'write a version such as v1 or v1beta1');
};

const name: Rule = object => {
  const found = field(object, 'metadata', 'name');
  const [apiVersionName, apiGroup] = [text(object, 'spec', 'version'), text(object, 'spec', 'group')];
  if (apiVersionName === undefined || apiGroup === undefined || placeholderIn(`${apiVersionName}${apiGroup}`)) {
    return undefined;
  }
  const expected = `${apiVersionName}.${apiGroup}`;
  return found === expected
    ? undefined
    : must(
        `the APIService must be named ${expected}, its version and group`,
        found,
        'correct metadata.name, or spec.version and spec.group',
      );
};

function service(object: JsonObject): Finding[] {
  const found = field(object, 'spec', 'service');
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    return [
      must(
        'spec.service must name the Service of the server: without it, kube-apiserver answers for the API itself',
        found,
        'set spec.service.namespace and spec.service.name',
      ),
    ];
  }
  const names = ['namespace', 'name'].flatMap(part => {
    const value = field(found, part);
    return typeof value === 'string' && value !== ''
      ? []
      : [must(`spec.service.${part} must be set`, value === '' ? undefined : value, `set spec.service.${part}`)];
  });
  const port = field(found, 'port');
  const isPort = typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65535;
  return [
    ...names,
    ...(port === undefined || isPort || placeholderIn(port) !== undefined
      ? []
      : [
          must(
            'spec.service.port must be a number from 1 to 65535',
            port,
            'write it without quotes, or leave it out for HTTPS',
          ),
        ]),
  ];
}

const priority =
  (what: string, highest: number): Rule =>
  object => {
    const found = field(object, 'spec', what);
    return typeof found === 'number' && Number.isInteger(found) && found >= 1 && found <= highest
      ? undefined
      : must(
          `spec.${what} must be a whole number from 1 to ${highest}`,
          found,
          what === 'versionPriority' ? 'set it, for example to 15' : 'set it, for example to 1000',
        );
  };

const boolean: Rule = object => {
  const found = field(object, 'spec', 'insecureSkipTLSVerify');
  return found === undefined || typeof found === 'boolean'
    ? undefined
    : must('spec.insecureSkipTLSVerify must be true or false', found, 'remove it');
};

const bundle: Rule = object => {
  const found = field(object, 'spec', 'caBundle');
  return found === undefined || typeof found === 'string'
    ? undefined
    : must(
        'spec.caBundle must be text',
        Array.isArray(found) ? 'a list' : describeType(found),
        'write the base64 text',
      );
};

const describeType = (value: Json): string => (typeof value === 'object' ? 'a mapping' : `a ${typeof value}`);

function unknownFields(object: JsonObject): Finding[] {
  return KNOWN.flatMap(([path, names]) =>
    Object.keys(fields(field(object, ...path)))
      .filter(key => !names.includes(key))
      .map(key => {
        const near = names.find(candidate => candidate.toLowerCase() === key.toLowerCase()) ?? nearestName(key, names);
        return wrong(
          'registration',
          `${[...path, key].join('.')} must be a field of an APIService, got an unknown one`,
          near === undefined ? 'remove it' : `did you mean ${[...path, near].join('.')}?`,
        );
      }),
  );
}

/** A name that differs by a few characters. */
function nearestName(key: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map(candidate => ({ candidate, distance: distanceOf(key.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= 3 ? best.candidate : undefined;
}

/** https://en.wikipedia.org/wiki/Levenshtein_distance */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= Math.min(one.length, 60); i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length]!;
}

/** Texts that a script or another tool should have replaced. */
function unfilled(object: JsonObject): Finding[] {
  const spec = field(object, 'spec');
  const paths = [['group'], ['version'], ['service', 'namespace'], ['service', 'name'], ['service', 'port']];
  return paths.flatMap(path => {
    const found = placeholderIn(field(spec, ...path));
    return found === undefined
      ? []
      : [
          wrong(
            'registration',
            `spec.${path.join('.')} must be filled in, got the placeholder ${found}`,
            'run the tool that replaces it first: helm template, kubectl kustomize, envsubst',
          ),
        ];
  });
}

/** Kept by kube-apiserver for built-in and CustomResourceDefinition groups. */
const AUTOMANAGED = 'kube-aggregator.kubernetes.io/automanaged';

/** Whether kube-apiserver itself registers this APIService, as a dump of a cluster shows. */
export function isLocal({ object }: InputObject): boolean {
  return (
    (field(object, 'spec', 'service') ?? undefined) === undefined &&
    (text(object, 'metadata', 'labels', AUTOMANAGED) !== undefined ||
      isServedByKubeApiserver(text(object, 'spec', 'group') ?? ''))
  );
}
