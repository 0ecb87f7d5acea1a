// Would these workloads stay up, and are they fenced in:
// https://github.com/zegl/kube-score/blob/v1.20.0/README_CHECKS.md
import { join } from 'node:path';
import { attempt } from '../cluster/command';
import { NEWEST_VERSION } from '../cluster/versions';
import { goProgram } from './go-programs';
import type { Case, Finding, Judge } from './judge';
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

export const kubeScore: Judge = {
  name: 'kube-score',
  version: PROGRAM.version,
  sees: 'ours',
  counts: objects => objects.length,
  prepare: PROGRAM.path,
  // One run a case: it pairs Services, policies and budgets with pods by their labels, and apps share those.
  judge: async cases => {
    const program = await PROGRAM.path();
    const answers: Finding[][] = [];
    for (const one of cases) answers.push(await judge(program, one));
    return answers.flat();
  },
};

async function judge(program: string, one: Case): Promise<Finding[]> {
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
          judge: 'kube-score',
          case: one,
          check: check.id,
          object: `${type_meta.kind} ${object_meta.namespace}/${object_meta.name}`,
          says: [path, summary].filter(Boolean).join(': '),
        })),
      ),
  );
}
