// A Go module that builds one release of kube-apiserver. Kubernetes requires the modules of its staging folder at
// v0.0.0 and replaces them with local folders; published, they are modules of version v0.X.Y for Kubernetes v1.X.Y.
// https://github.com/kubernetes/kubernetes/tree/master/staging
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command';
import { CACHE } from './folders';

const PROGRAM = 'k8s.io/kubernetes/cmd/kube-apiserver';

export async function apiserverModule(version: string): Promise<string> {
  const folder = join(CACHE, 'modules', `kube-apiserver-${version}`);
  await mkdir(folder, { recursive: true });
  const release = JSON.parse(
    await run('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`], { cwd: CACHE }),
  ) as { GoMod: string };
  await writeFile(join(folder, 'go.mod'), goMod(version, await readFile(release.GoMod, 'utf8')));
  // Completes go.mod and go.sum. `go mod tidy` would also add the requirements of tests.
  await run('go', ['list', '-mod=mod', '-deps', PROGRAM], { cwd: folder });
  return folder;
}

function goMod(version: string, released: string): string {
  const staging = [...released.matchAll(/^\s*(k8s\.io\/\S+) => \.\/staging\//gm)].map(([, module]) => module);
  return [
    `module kube-apiserver-${version}`,
    // The language version and runtime settings of the release.
    ...(released.match(/^(go|godebug) .*$/gm) ?? []),
    `tool ${PROGRAM}`,
    `require k8s.io/kubernetes v${version}`,
    ...staging.map(module => `replace ${module} => ${module} v${version.replace(/^1\./, '0.')}`),
    '',
  ].join('\n');
}
