// A Go module that builds kube-apiserver of one release. Nothing in it is ours but the list of replaces, and that
// follows from the release's own go.mod: Kubernetes requires the modules of its staging folder at v0.0.0 and replaces
// them with local folders, which exist as modules of their own at v0.X.Y for Kubernetes v1.X.Y.
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
  // Adds what the program needs to go.mod and go.sum. `go mod tidy` would want the requirements of its tests as well.
  await run('go', ['list', '-mod=mod', '-deps', PROGRAM], { cwd: folder });
  return folder;
}

function goMod(version: string, released: string): string {
  const staging = [...released.matchAll(/^\s*(k8s\.io\/\S+) => \.\/staging\//gm)].map(([, module]) => module);
  return [
    `module kube-apiserver-${version}`,
    // The language version and the runtime's behaviour that the release was made with.
    ...(released.match(/^(go|godebug) .*$/gm) ?? []),
    `tool ${PROGRAM}`,
    `require k8s.io/kubernetes v${version}`,
    ...staging.map(module => `replace ${module} => ${module} v${version.replace(/^1\./, '0.')}`),
    '',
  ].join('\n');
}
