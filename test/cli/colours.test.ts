import { coloursOf } from '../../lib/cli/terminal';

test.each<[string, boolean, NodeJS.ProcessEnv, boolean]>([
  ['on a terminal', true, { TERM: 'xterm' }, true],
  ['on a terminal where NO_COLOR is empty', true, { NO_COLOR: '' }, true],
  ['nowhere where NO_COLOR is set', true, { NO_COLOR: '1' }, false],
  ['nowhere on a dumb terminal', true, { TERM: 'dumb' }, false],
  ['not in a pipe', false, { TERM: 'xterm', CI: 'true' }, false],
])('colours %s', (_name, isTTY, environment, expected) => {
  expect(coloursOf({ isTTY }, environment).red('x') !== 'x').toBe(expected);
});
