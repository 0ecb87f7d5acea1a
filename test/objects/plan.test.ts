import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from '../../lib/model/server';
import { byField, plan } from '../../lib/objects/plan';
import { Resolved } from '../../lib/resolve/resolve';
import { render, Story } from '../scenarios/render';
import { stories } from '../scenarios/stories';

const resolved: Server[] = [];

// In strict mode an assignment to a frozen object throws.
jest.mock('../../lib/resolve/resolve', () => {
  const actual = jest.requireActual('../../lib/resolve/resolve');
  return {
    ...actual,
    resolve: (...args: unknown[]): Resolved => {
      const result = actual.resolve(...args) as Resolved;
      resolved.push(deepFrozen(result.server));
      return result;
    },
  };
});

function deepFrozen<T>(value: T): T {
  if (
    Array.isArray(value) ||
    (typeof value === 'object' && value && Object.getPrototypeOf(value) === Object.prototype)
  ) {
    Object.values(value).forEach(deepFrozen);
    Object.freeze(value);
  }
  return value;
}

const LIB = join(__dirname, '..', '..', 'lib');
const source = (file: string): string => readFileSync(join(LIB, file), 'utf8');
const FIELDS = Object.keys(byField([]));

describe('the table of objects', () => {
  test('names every field of the construct that holds objects, and no other', () => {
    const declared = [
      ...source('extension-api-server.ts').matchAll(/ \*\/\n {2}public readonly (\w+)[?!]?: ApiObject(\[\])?;/g),
    ];
    expect(declared.map(([, field]) => field).sort()).toEqual([...FIELDS].sort());
    const lists = declared.filter(([, , list]) => list).map(([, field]) => field);
    expect(FIELDS.filter(field => Array.isArray(byField([])[field as never])).sort()).toEqual(lists.sort());
  });

  test('is the only place beside the construct, the object and its strategy that spells a field', () => {
    const props = readdirSync(join(LIB, 'props'))
      .map(file => source(join('props', file)))
      .join();
    // A word of a single part, such as `service`, means other things too; a prop is spelled where it is resolved.
    const spelledOnce = FIELDS.filter(field => /[A-Z]/.test(field) && !props.includes(`readonly ${field}?:`));
    // verify/ reads fields of foreign manifests.
    const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter(
      file => file.endsWith('.ts') && !file.startsWith('verify'),
    );
    const elsewhere = spelledOnce.flatMap(field =>
      files
        .filter(file => new RegExp(`'${field}'`).test(source(file)))
        .filter(file => file !== join('objects', 'plan.ts'))
        .map(file => `${field} in ${file}`),
    );
    expect(spelledOnce.length).toBeGreaterThan(10);
    expect(elsewhere).toEqual([]);
  });
});

describe('a server is a plain tree', () => {
  test.each(stories)('that nobody changes, in the story %s', story => {
    resolved.length = 0;
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    render(require(`../scenarios/${story}/app`) as Story);
    expect(resolved.length).toBeGreaterThan(0);
    const again = resolved.map(server => JSON.stringify(plan(server)));
    expect(resolved.map(server => JSON.stringify(plan(server)))).toEqual(again);
  });
});
