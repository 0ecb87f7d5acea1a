// Privileges, secrets, images and RBAC: https://www.checkov.io/5.Policy%20Index/kubernetes.html
import { join } from 'node:path';
import { run } from '../cluster/command';
import type { Finding, Scanner } from './scanner';
import { packageVersion, python } from './python-packages';

interface Answer {
  readonly passed: number;
  readonly unreadable: readonly string[];
  readonly failed: readonly { readonly check: string; readonly name: string; readonly resource: string }[];
}

export const checkov: Scanner = {
  name: 'checkov',
  version: packageVersion('checkov'),
  scope: 'ours',
  counts: objects => objects.length,
  prepare: python,
  scan: async targets => {
    const stdout = await run(await python(), [
      join(__dirname, 'python', 'checkov_folders.py'),
      ...targets.map(({ folder }) => folder),
    ]);
    const answers = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Answer);
    return targets.flatMap((one, index): Finding[] => {
      const answer = answers[index];
      if (answer === undefined || answer.unreadable.length > 0 || answer.passed === 0)
        throw new Error(`checkov must read all of ${one.name}, got ${JSON.stringify(answer)}`);
      return answer.failed.map(({ check, name, resource }) => ({
        scanner: 'checkov',
        target: one,
        object: resource,
        check,
        says: name,
      }));
    });
  },
};
