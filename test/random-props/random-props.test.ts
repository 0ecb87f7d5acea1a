import { temporaryFolder } from '../pki/temporary-folder';
import { tryProps } from './random-run';

const home = process.cwd();
beforeAll(() => process.chdir(temporaryFolder()));
afterAll(() => process.chdir(home));

test('random props end in valid manifests, or in one line that begins with the place', () => {
  const outcomes = Array.from({ length: 400 }, (_, index) => ({ seed: index, ...tryProps(index) }));
  expect(outcomes.filter(({ fault }) => fault !== undefined)).toEqual([]);
  expect(outcomes.filter(({ accepted }) => accepted).length).toBeGreaterThan(30);
});
