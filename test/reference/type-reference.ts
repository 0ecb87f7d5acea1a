// A type as TypeScript writes it, and as a table shows it with links.
import {
  isCollectionTypeReference,
  isNamedTypeReference,
  isPrimitiveTypeReference,
  type TypeReference,
} from '@jsii/spec';
import { code, link } from './markdown';

/** Where a type is documented, by its full name. */
export type AddressOf = (fqn: string) => string;

/** `k8s.Probe` as one imports it: without the name of its package. */
export const shortName = (fqn: string): string => fqn.slice(fqn.indexOf('.') + 1);

export function asTypeScript(type: TypeReference): string {
  if (isCollectionTypeReference(type)) {
    const element = asTypeScript(type.collection.elementtype);
    return (type.collection.kind as string) === 'array' ? `${element}[]` : `Record<string, ${element}>`;
  }
  return isNamedTypeReference(type) ? shortName(type.fqn) : primitive(type);
}

/** In words that a narrow column can wrap. */
export function withLinks(type: TypeReference, addressOf: AddressOf): string {
  if (isCollectionTypeReference(type)) {
    const element = withLinks(type.collection.elementtype, addressOf);
    return `${(type.collection.kind as string) === 'array' ? 'list' : 'map'} of ${element}`;
  }
  return isNamedTypeReference(type) ? linked(type.fqn, addressOf) : code(primitive(type));
}

export const linked = (fqn: string, addressOf: AddressOf): string => link(shortName(fqn), addressOf(fqn));

function primitive(type: TypeReference): string {
  if (!isPrimitiveTypeReference(type)) {
    throw new Error(`reference: a type must not be a union, got ${JSON.stringify(type)}; jsii cannot translate it`);
  }
  return type.primitive;
}
