// Are these objects of Kubernetes at all: every field known, every type right.
import { join } from 'node:path';
import { attempt } from '../cluster/command';
import { goProgram } from './go-programs';
import type { Target, Finding, Scanner } from './scanner';
import { schemas } from './schemas';

const PROGRAM = goProgram(
  'kubeconform',
  'github.com/yannh/kubeconform',
  'github.com/yannh/kubeconform/cmd/kubeconform',
);

interface Answer {
  readonly resources: readonly {
    readonly filename: string;
    readonly kind: string;
    readonly name: string;
    readonly status: string;
    readonly msg: string;
  }[];
}

export function kubeconform(kubernetes: string): Scanner {
  return {
    name: 'kubeconform',
    version: `${PROGRAM.version}, Kubernetes ${kubernetes}`,
    scope: 'everything',
    kubernetes,
    counts: objects => objects.length,
    prepare: async () => [await PROGRAM.path(), await schemas(kubernetes)],
    scan: async targets => {
      const location = join(await schemas(kubernetes), '{{.ResourceKind}}{{.KindSuffix}}.json');
      const files = targets.map(({ folder }) => join(folder, 'objects.yaml'));
      const { stdout, stderr } = await attempt(await PROGRAM.path(), [
        '-strict',
        '-verbose',
        '-output',
        'json',
        '-schema-location',
        location,
        ...files,
      ]);
      if (stdout === '') throw new Error(`kubeconform said nothing: ${stderr.trim()}`);
      const { resources } = JSON.parse(stdout) as Answer;
      return targets.flatMap(one =>
        findings(
          one,
          resources.filter(({ filename }) => filename.startsWith(`${one.folder}/`)),
        ),
      );
    },
  };
}

function findings(one: Target, resources: Answer['resources']): Finding[] {
  if (resources.length !== one.objects.length)
    throw new Error(
      `kubeconform must check every object of ${one.name}, got ${resources.length} of ${one.objects.length}`,
    );
  return resources
    .filter(({ status }) => status !== 'statusValid')
    .map(({ kind, name, status, msg }) => ({
      scanner: 'kubeconform',
      target: one,
      object: `${kind} ${name}`,
      check: status,
      says: msg,
    }));
}
