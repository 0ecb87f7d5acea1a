import { coloursOf } from '../../lib/cli/terminal';

test.each<[string, boolean, NodeJS.ProcessEnv, boolean]>([
  ['on a terminal', true, { TERM: 'xterm' }, true],
  ['on a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['off with NO_COLOR on a terminal', true, { NO_COLOR: '1' }, false],
  ['off on a dumb terminal', true, { TERM: 'dumb' }, false],
  ['off in a pipe', false, { TERM: 'xterm', CI: 'true' }, false],
])('colours %s', (_name, isTTY, environment, expected) => {
  expect(coloursOf({ isTTY }, environment).red('x') !== 'x').toBe(expected);
});
