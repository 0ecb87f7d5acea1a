// The members of an exported type in the order of its source. The assembly sorts them by name.
import {
  type Callable,
  type Initializer,
  isClassType,
  isCollectionTypeReference,
  isEnumType,
  isNamedTypeReference,
  type Method,
  type Property,
  type SourceLocatable,
  type Type,
  type TypeReference,
} from '@jsii/spec';

const inSourceOrder = <T extends SourceLocatable>(members: readonly T[] = []): T[] =>
  [...members].sort((one, other) => line(one) - line(other));
const line = ({ locationInModule }: SourceLocatable): number => locationInModule?.line ?? 0;

export function initializerOf(type: Type): Initializer | undefined {
  return isClassType(type) && !type.initializer?.protected ? type.initializer : undefined;
}

export function methodsOf(type: Type): Method[] {
  return isEnumType(type) ? [] : inSourceOrder(type.methods?.filter(method => !method.protected));
}

export function propertiesOf(type: Type): Property[] {
  return isEnumType(type) ? [] : inSourceOrder(type.properties?.filter(property => !property.protected));
}

/** Names of the types that a type leads to. */
export function referencesOf(type: Type): string[] {
  const callables: Callable[] = methodsOf(type);
  const initializer = initializerOf(type);
  if (initializer) {
    callables.unshift(initializer);
  }
  const parents = isEnumType(type) ? [] : (type.interfaces ?? []);
  return [
    ...parents,
    ...callables.flatMap(({ parameters = [] }) => parameters.flatMap(parameter => namedIn(parameter.type))),
    ...methodsOf(type).flatMap(({ returns }) => (returns ? namedIn(returns.type) : [])),
    ...propertiesOf(type).flatMap(property => namedIn(property.type)),
  ];
}

function namedIn(type: TypeReference): string[] {
  if (isCollectionTypeReference(type)) {
    return namedIn(type.collection.elementtype);
  }
  return isNamedTypeReference(type) ? [type.fqn] : [];
}
