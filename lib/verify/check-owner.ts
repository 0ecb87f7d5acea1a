import { Finding, wrong } from './finding';
import { Input, InputObject, kindOf, objectName } from './input';
import { field, fields, items, text } from './json';

/** A cluster holds an APIService once, and serves a group and version from one place: here two claim it. */
export function checkOwner(input: Input, apiService: InputObject): Finding[] {
  return [...checkNamesakes(input, apiService), ...checkDefinitions(input, apiService)];
}

function checkNamesakes(input: Input, apiService: InputObject): Finding[] {
  const name = objectName(apiService);
  const twins = input
    .named('APIService', name)
    .filter(other => other.object !== apiService.object && claimsTheSame(input, apiService, other));
  const [twin] = twins;
  return twin === undefined
    ? []
    : [
        wrong(
          'owner',
          `${name} must be there once, got ${twins.length + 1}: the one applied last replaces the other ` +
            `(${targetName(apiService)} here, ${targetName(twin)} in ${twin.source})`,
          'keep one of them',
        ),
      ];
}

const targetName = ({ object }: InputObject): string =>
  `Service ${text(object, 'spec', 'service', 'namespace') ?? ''}/${text(object, 'spec', 'service', 'name') ?? ''}`;

/** Copies of one server in two files are two environments, and not two owners. */
function claimsTheSame(input: Input, one: InputObject, other: InputObject): boolean {
  if (one.source === other.source) {
    return true;
  }
  const [a, b] = [serviceOf(input, one), serviceOf(input, other)];
  const selectors = [a, b].map(service => JSON.stringify(field(service?.object, 'spec', 'selector')));
  const names = [one, other].map(({ object }) => text(object, 'spec', 'service', 'name'));
  return names[0] !== names[1] && (a === undefined || selectors[0] !== selectors[1]) && !input.copies(one, other);
}

function serviceOf(input: Input, { object, source }: InputObject): InputObject | undefined {
  return input.find({
    kind: 'Service',
    namespace: text(object, 'spec', 'service', 'namespace') ?? '',
    name: text(object, 'spec', 'service', 'name') ?? '',
    source,
  });
}

function checkDefinitions(input: Input, { object, source }: InputObject): Finding[] {
  const [group, version] = [text(object, 'spec', 'group'), text(object, 'spec', 'version')];
  const definition = input
    .referringTo('CustomResourceDefinition', group ?? '', source)
    .find(one => servedVersions(one).includes(version ?? ''));
  return definition === undefined
    ? []
    : [
        wrong(
          'owner',
          `${group}/${version} must have one owner, got ${kindOf(definition)} ${objectName(definition)} as well: ` +
            'kube-apiserver would serve one of them only',
          'remove one of them, or give it another group or version',
        ),
      ];
}

function servedVersions({ object }: InputObject): string[] {
  const listed = items(field(object, 'spec', 'versions'));
  // apiextensions.k8s.io/v1beta1 had one version in spec.version.
  const only = listed.length === 0 ? [text(object, 'spec', 'version') ?? ''] : [];
  return [...only, ...listed.filter(one => field(fields(one), 'served') !== false).map(one => text(one, 'name') ?? '')];
}
