import { CollectionKind, PrimitiveType } from '@jsii/spec';
import { classOf, enumOf, fieldOf, fqn, structOf } from './library';
import { byDefault, typeSection } from './type-section';

const text = (type: Parameters<typeof typeSection>[0]): string => typeSection(type, name => `#${name}`);
const string = { primitive: PrimitiveType.String } as const;

test.each([
  ['443', '`443`'],
  ['[] - none', '`[]` - none'],
  ['- by profile', 'by profile'],
  ["'HEAD' - the repository's default branch", "`'HEAD'` - the repository's default branch"],
  ['- `/livez`,\nwith Profile.BARE none - see there', '`/livez`, with Profile.BARE none - see there'],
  ['Duration.days(1) - `a|b`', '`Duration.days(1)` - `a\\|b`'],
])('default %j is shown as %s', (given, shown) => {
  expect(byDefault(fieldOf('field', 'Type', { docs: { default: given } }))).toBe(shown);
});

test('a struct is a table with the default of each field', () => {
  const port = fieldOf('port', 'cdk8s-plus-27.k8s.IntOrString', {
    optional: true,
    docs: { summary: 'A port.', default: '443' },
  });
  expect(text(structOf('Options', 'props/options', [fieldOf('api', 'Api'), port], [fqn('Base')]))).toBe(
    `## Options

Struct Options.

It has every field of [Base](#${fqn('Base')}), and:

| Field | Default | Description |
| --- | --- | --- |
| \`api\`: [Api](#${fqn('Api')}) | **required** | Field api. |
| \`port\`: [k8s.IntOrString](#cdk8s-plus-27.k8s.IntOrString) | \`443\` | A port. |`,
  );
});

test('a class shows its signatures, parameters and fields, and nothing that is protected', () => {
  const list = { collection: { kind: CollectionKind.Array, elementtype: { fqn: fqn('Api') } } };
  const type = classOf('Tls', 'tls/tls', {
    initializer: { parameters: [{ name: 'id', type: string, docs: { summary: 'its name.' } }] },
    methods: [
      {
        name: 'of',
        static: true,
        parameters: [{ name: 'apis', type: list, optional: true }],
        returns: { type: { fqn: fqn('Tls') } },
        docs: { summary: 'Makes one.', remarks: 'From\napis.', deprecated: 'use another.', returns: 'one' },
      },
      { name: 'hidden', protected: true },
    ],
    properties: [
      fieldOf('labels', 'x', {
        optional: true,
        type: { collection: { kind: CollectionKind.Map, elementtype: string } },
      }),
      fieldOf('FILE', 'x', { static: true, const: true, type: string }),
      fieldOf('secret', 'x', { protected: true }),
    ],
  });
  expect(text(type)).toBe(`## Tls

Class Tls.

\`\`\`ts
new Tls(id: string)
\`\`\`

| Parameter | Description |
| --- | --- |
| \`id\`: \`string\` | its name. |

### of

**Deprecated:** use another.

Makes one. From apis.

Returns one.

\`\`\`ts
Tls.of(apis?: Api[]): Tls
\`\`\`

| Parameter | Description |
| --- | --- |
| \`apis\`: list of [Api](#${fqn('Api')}), optional |  |

| Field | Description |
| --- | --- |
| \`labels\`: map of \`string\` or \`undefined\` | Field labels. |
| \`Tls.FILE\`: \`string\` | Field FILE. |`);
});

test('a signature over 100 characters has one parameter a line', () => {
  const parameters = ['first', 'second', 'third'].map(name => ({
    name,
    type: { fqn: fqn(`${name}LongNamedOptions`) },
  }));
  expect(text(classOf('Tls', 'tls/tls', { methods: [{ name: 'make', parameters }] }))).toContain(`make(
  first: firstLongNamedOptions,
  second: secondLongNamedOptions,
  third: thirdLongNamedOptions,
): void`);
});

test('an enum is a table of its values', () => {
  expect(text(enumOf('Kind', 'tls/kind', [{ name: 'RSA', docs: { summary: 'An <old> one.' } }]))).toContain(
    '| `RSA` | An \\<old> one. |',
  );
});

test('a union is refused', () => {
  const union = fieldOf('either', 'x', { type: { union: { types: [string, { fqn: fqn('Api') }] } } });
  expect(() => text(structOf('Options', 'props/options', [union]))).toThrow('reference: a type must not be a union');
});
