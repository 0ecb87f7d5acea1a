import { anchors, cell, prose } from './markdown';

test('a repeated heading has a numbered anchor, as on GitHub and in VitePress', () => {
  expect(anchors(['TLS certificates', 'Tls', 'generated', 'tls'])).toEqual([
    'tls-certificates',
    'tls',
    'generated',
    'tls-1',
  ]);
});

test.each(['Tls.generated', 'generated()', 'A_B', "server's"])('heading %s is refused', heading => {
  expect(() => anchors([heading])).toThrow(`letters, digits, spaces and hyphens, got ${heading};`);
});

test('prose outside code has no tags and one line a paragraph', () => {
  expect(prose('a <b>\nc `<d>`\n\ne\n- f\n- g')).toBe('a \\<b> c `<d>`\n\ne\n- f\n- g');
});

test('a cell is one line and keeps its bars', () => {
  expect(cell('one\ntwo\n\n`a|b`')).toBe('one two `a\\|b`');
});

test.each(['these:\n- one\n- two', 'so:\n\n```ts\nx\n```', 'so:\n1. one'])('a cell of %j is refused', text => {
  expect(() => cell(text)).toThrow(/must be sentences, got a list or a code block/);
});
