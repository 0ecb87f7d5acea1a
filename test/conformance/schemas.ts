// Kubernetes' JSON schemas, from a Python package: the place where kubeconform fetches them by default is not a
// registry that can be pinned. Those of other kinds from crds/.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../cluster/command';
import { NEWEST_VERSION, OLDEST_VERSION } from '../cluster/versions';
import { madeOnce } from './cache';
import { customSchemas } from './custom-resources';
import { packageVersion, python } from './python-packages';

const PACKAGE = 'kubernetes-validate';

/** The version that README promises, even if no kube-apiserver of it can be built. */
export const PROMISED_VERSION = '1.30';

/** And both ends of what the cluster tests run, each without its patch. */
export const SCHEMA_VERSIONS: readonly string[] = [
  ...new Set([PROMISED_VERSION, minor(OLDEST_VERSION), minor(NEWEST_VERSION)]),
];

export function minor(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** A folder with one file a kind, named as kubeconform asks for them. */
export async function schemas(version: string): Promise<string> {
  const interpreter = await python();
  return madeOnce(
    `schemas-${version}`,
    [packageVersion(PACKAGE), readFileSync(__filename, 'utf8'), ...customSchemas().flat()],
    async partial => {
      const module = (
        await run(interpreter, ['-c', 'import kubernetes_validate; print(kubernetes_validate.__file__)'])
      ).trim();
      // In the strict ones an unknown field is an error.
      const source = join(dirname(module), 'kubernetes-json-schema', `v${version}.0-local-strict`);
      for (const file of readdirSync(source))
        writeFileSync(join(partial, file), beside(readFileSync(join(source, file), 'utf8')));
      for (const [file, schema] of customSchemas()) writeFileSync(join(partial, file), schema);
    },
  );
}

/** They refer to each other by addresses on a server; here they lie side by side. */
function beside(schema: string): string {
  const { $id: _address, ...rest } = JSON.parse(schema) as Readonly<Record<string, unknown>>;
  return JSON.stringify(rest).replaceAll('"/api/_definitions.json', '"_definitions.json');
}
