import {
  type Callable,
  type Docs,
  isEnumType,
  isInterfaceType,
  type Method,
  type Property,
  type Type,
  type TypeReference,
} from '@jsii/spec';
import { initializerOf, methodsOf, propertiesOf } from './declared';
import { block, cell, code, prose, table } from './markdown';
import { type AddressOf, asTypeScript, linked, withLinks } from './type-reference';

/** One exported type: what it is, how it is made, what it has. */
export function typeSection(type: Type, addressOf: AddressOf): string {
  return [
    `## ${type.name}`,
    ...paragraphs(type.docs),
    ...(isEnumType(type)
      ? [
          table(
            ['Value', 'Description'],
            type.members.map(({ name, docs }) => [code(name), sentence(docs)]),
          ),
        ]
      : []),
    ...parents(type, addressOf),
    ...construction(type, addressOf),
    ...methodsOf(type).flatMap(method => [
      `### ${method.name}`,
      ...paragraphs(method.docs),
      ...signature(methodName(type, method), method, addressOf),
    ]),
    ...fields(type, addressOf),
  ].join('\n\n');
}

function paragraphs(docs: Docs = {}): string[] {
  const { summary = '', remarks, returns, example, deprecated } = docs;
  return [
    deprecated === undefined ? '' : `**Deprecated:** ${prose(deprecated)}`,
    prose(remarks === undefined ? summary : `${summary}${/^\s*[-*]/.test(remarks) ? '\n\n' : ' '}${remarks}`),
    returns === undefined ? '' : `Returns ${prose(returns).replace(/\.?$/, '.')}`,
    example === undefined ? '' : block(example),
  ].filter(Boolean);
}

function sentence({ summary = '', remarks = '', deprecated }: Docs = {}): string {
  return cell(`${deprecated === undefined ? '' : `**Deprecated:** ${deprecated} `}${summary} ${remarks}`);
}

function parents(type: Type, addressOf: AddressOf): string[] {
  if (!isInterfaceType(type) || !type.interfaces?.length) {
    return [];
  }
  return [`It has every field of ${type.interfaces.map(fqn => linked(fqn, addressOf)).join(' and ')}, and:`];
}

function construction(type: Type, addressOf: AddressOf): string[] {
  const initializer = initializerOf(type);
  return initializer === undefined ? [] : signature(`new ${type.name}`, initializer, addressOf);
}

const methodName = (type: Type, method: Method): string =>
  method.static ? `${type.name}.${method.name}` : method.name;

/** A longer signature has one parameter a line, so that nobody scrolls sideways. */
const WIDTH = 100;

function signature(name: string, callable: Callable & Partial<Method>, addressOf: AddressOf): string[] {
  const { parameters = [], returns } = callable;
  const shown = parameters.map(
    ({ name: parameter, optional, variadic, type }) =>
      `${variadic ? '...' : ''}${parameter}${optional ? '?' : ''}: ${asTypeScript(type)}${variadic ? '[]' : ''}`,
  );
  const result = name.startsWith('new ') ? '' : `: ${returns ? asTypeScript(returns.type) : 'void'}`;
  const line = `${name}(${shown.join(', ')})${result}`;
  const lines = line.length > WIDTH ? `${name}(\n${shown.map(each => `  ${each},\n`).join('')})${result}` : line;
  const rows = parameters.map(({ name: parameter, optional, type, docs }) => [
    `${typed(parameter, type, addressOf)}${optional ? ', optional' : ''}`,
    sentence(docs),
  ]);
  return [block(lines), ...(rows.length > 0 ? [table(['Parameter', 'Description'], rows)] : [])];
}

function fields(type: Type, addressOf: AddressOf): string[] {
  const properties = propertiesOf(type);
  if (properties.length === 0) {
    return [];
  }
  if (isInterfaceType(type) && properties.some(({ optional }) => optional)) {
    const rows = properties.map(property => [
      typed(property.name, property.type, addressOf),
      property.optional ? byDefault(property) : '**required**',
      sentence(property.docs),
    ]);
    return [table(['Field', 'Default', 'Description'], rows)];
  }
  const rows = properties.map(property => [
    `${typed(property.static ? `${type.name}.${property.name}` : property.name, property.type, addressOf)}` +
      `${property.optional ? ' or `undefined`' : ''}`,
    sentence(property.docs),
  ]);
  return [table(['Field', 'Description'], rows)];
}

/** In one cell, because a long name of a type in a column of its own leaves no room for the others. */
const typed = (name: string, type: TypeReference, addressOf: AddressOf): string =>
  `${code(name)}: ${withLinks(type, addressOf)}`;

/** `@default` is a value, an explanation after a dash, or both. */
export function byDefault({ docs }: Property): string {
  const [, value = '', explanation] = /^(?:(?!- )(.*?))?(?:(?:^| )- (.*))?$/s.exec(docs?.default ?? '') ?? [];
  const shown = value === '' || value.includes('`') ? value : code(value);
  return cell([shown, explanation].filter(Boolean).join(' - '));
}
