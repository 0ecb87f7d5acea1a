import { type ClassType, type EnumType, type InterfaceType, type Property, TypeKind } from '@jsii/spec';

const NAME = 'cdk8s-extension-api-server';
export const fqn = (name: string): string => `${NAME}.${name}`;
const common = (name: string, file: string) => ({
  assembly: NAME,
  fqn: fqn(name),
  name,
  locationInModule: { filename: `lib/${file}.ts`, line: 1 },
});

/** Exported types as jsii describes them, with no more than a test is about. */
export const classOf = (name: string, file: string, rest: Partial<ClassType> = {}): ClassType => ({
  ...common(name, file),
  docs: { summary: `Class ${name}.` },
  ...rest,
  kind: TypeKind.Class,
});
export const structOf = (
  name: string,
  file: string,
  properties: Property[] = [],
  interfaces?: string[],
): InterfaceType => ({
  ...common(name, file),
  docs: { summary: `Struct ${name}.` },
  kind: TypeKind.Interface,
  datatype: true,
  properties,
  interfaces,
});
export const enumOf = (name: string, file: string, members: EnumType['members']): EnumType => ({
  ...common(name, file),
  docs: { summary: `Enum ${name}.` },
  kind: TypeKind.Enum,
  members,
});
export const fieldOf = (name: string, type: string, rest: Partial<Property> = {}): Property => ({
  name,
  immutable: true,
  type: { fqn: type.includes('.') ? type : fqn(type) },
  docs: { summary: `Field ${name}.` },
  ...rest,
});
