// Would these workloads stay up, and are they fenced in:
// https://github.com/zegl/kube-score/blob/v1.20.0/README_CHECKS.md
import { join } from 'node:path';
import { attempt } from '../cluster/command';
import { NEWEST_VERSION } from '../cluster/versions';
import { goProgram } from './go-programs';
import type { Target, Finding, Scanner } from './scanner';
import { minor } from './schemas';

const PROGRAM = goProgram('kube-score', 'github.com/zegl/kube-score', 'github.com/zegl/kube-score/cmd/kube-score');

/** 1 is critical, 5 a warning, 7 nearly well, 10 well. A warning is a finding here. */
const WELL = 10;

interface Comment {
  /** The container, where it is about one. */
  readonly path: string;
  readonly summary: string;
}

interface Answer {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly Comment[] | null;
  }[];
}

export const kubeScore: Scanner = {
  name: 'kube-score',
  version: PROGRAM.version,
  scope: 'ours',
  counts: objects => objects.length,
  prepare: PROGRAM.path,
  // One run a target: it pairs Services, policies and budgets with pods by their labels, and apps share those.
  scan: async targets => {
    const program = await PROGRAM.path();
    const answers: Finding[][] = [];
    for (const one of targets) answers.push(await scan(program, one));
    return answers.flat();
  },
};

async function scan(program: string, one: Target): Promise<Finding[]> {
  const { stdout, stderr } = await attempt(program, [
    'score',
    '--output-format',
    'json',
    '--kubernetes-version',
    `v${minor(NEWEST_VERSION)}`,
    join(one.folder, 'objects.yaml'),
  ]);
  if (stdout === '') throw new Error(`kube-score said nothing of ${one.name}: ${stderr.trim()}`);
  const answer = JSON.parse(stdout) as readonly Answer[] | null;
  return (answer ?? []).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ skipped, grade }) => !skipped && grade < WELL)
      .flatMap(({ check, comments }) =>
        (comments ?? []).map(({ path, summary }) => ({
          scanner: 'kube-score',
          target: one,
          check: check.id,
          object: `${type_meta.kind} ${object_meta.namespace}/${object_meta.name}`,
          says: [path, summary].filter(Boolean).join(': '),
        })),
      ),
  );
}
