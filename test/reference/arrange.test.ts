import { arrange } from './arrange';
import { classOf, fieldOf, structOf } from './library';
import { type Page, pageNamedFor } from './pages';

const page = (name: string, lead: string): Page => ({ name, title: lead, about: '', lead });
const pages = [page('server', 'Server'), page('tls', 'Tls')];
const server = classOf('Server', 'server', { properties: [fieldOf('props', 'Props')] });
const tls = classOf('Tls', 'tls/tls');
const names = (types: Parameters<typeof arrange>[0]): Record<string, string[]> =>
  Object.fromEntries(arrange(types, pages).map(each => [each.page.name, each.types.map(type => type.name)]));

test.each([
  ['lib/extension-api-server.ts', 'extension-api-server'],
  ['lib/tls/tls.ts', 'tls'],
  ['lib/delivery/sops/options.ts', 'delivery'],
  ['lib/tls/pki-for-tests-only.ts', 'pki-for-tests-only'],
  ['lib/props/monitoring.ts', 'monitoring'],
  ['lib/props/pod.ts', undefined],
])('%s belongs to page %s', (file, name) => {
  expect(pageNamedFor(file)?.name).toBe(name);
});

test('a page begins with its lead, then lists the types that it leads to, nearest first', () => {
  const props = structOf('Props', 'props/props', [fieldOf('api', 'Api'), fieldOf('pod', 'Pod')]);
  const api = structOf('Api', 'props/api', [fieldOf('label', 'Label')]);
  const types = [api, structOf('Label', 'props/label'), structOf('Pod', 'props/pod'), props, server, tls];
  expect(names(types)).toEqual({ server: ['Server', 'Props', 'Api', 'Pod', 'Label'], tls: ['Tls'] });
});

test('fields lead to types in the order of the source', () => {
  const at = (line: number) => ({ locationInModule: { filename: 'lib/props/props.ts', line } });
  const props = structOf('Props', 'props/props', [fieldOf('a', 'Second', at(2)), fieldOf('b', 'First', at(1))]);
  const types = [structOf('Second', 'props/second'), structOf('First', 'props/first'), props, server, tls];
  expect(names(types).server).toEqual(['Server', 'Props', 'First', 'Second']);
});

test('a type in the folder of a page is on that page, although another page leads to it', () => {
  const props = structOf('Props', 'props/props', [fieldOf('options', 'Options')]);
  expect(names([server, props, tls, structOf('Options', 'tls/options')])).toEqual({
    server: ['Server', 'Props'],
    tls: ['Tls', 'Options'],
  });
});

test('a type in the folder of a page is on that page, although no type leads to it', () => {
  expect(names([server, tls, structOf('Unused', 'tls/unused')]).tls).toEqual(['Tls', 'Unused']);
});

test('a type that has no page and that no type leads to is refused', () => {
  expect(() => names([server, tls, classOf('Doctor', 'doctor/doctor')])).toThrow(
    'reference: every exported type must be on a page, got Doctor of lib/doctor/doctor.ts, ' +
      'which no other type leads to; add a page for its folder to test/reference/pages.ts',
  );
});

test('a page whose lead is not exported is refused', () => {
  expect(() => names([server])).toThrow(
    'reference: page tls must begin with an exported type, got Tls; correct its lead in test/reference/pages.ts',
  );
});
