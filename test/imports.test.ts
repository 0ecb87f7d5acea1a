import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..');

// That imports/ is what cdk8s makes of them, .ci/run sees: npm run import.
test('cdk8s.yaml names every CRD', () => {
  expect((parse(readFileSync(join(ROOT, 'cdk8s.yaml'), 'utf8')) as { imports: string[] }).imports.sort()).toEqual(
    readdirSync(join(ROOT, 'crds'))
      .sort()
      .map(file => `crds/${file}`),
  );
});
