// npm run judges: other people's tools judge what the library emits.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { step } from '../cluster/progress';
import { type App, apps, strictest, STRICTEST } from './apps';
import { checkov } from './checkov';
import { Docket, ours } from './docket';
import { type Exception, exceptionFor, EXCEPTIONS } from './exceptions';
import type { Case, Finding, Judge, Sight } from './judge';
import { kubeScore } from './kube-score';
import { kubeconform } from './kubeconform';
import { mutants, ruleMutants } from './mutants';
import { podSecurity } from './pod-security';
import { checkPrerequisites } from './prerequisites';
import { promtool } from './promtool';
import { excepted, list, type Row, table } from './report';
import { SCHEMA_VERSIONS } from './schemas';

const JUDGES: readonly Judge[] = [...SCHEMA_VERSIONS.map(kubeconform), kubeScore, checkov, podSecurity, promtool];

/**
 * An example without anything special: what a fault is put into. With the alerts of a story, whose expressions can be
 * wrong too.
 */
const SOUND = 'examples/sample-apiserver.ts';
const WATCHED = 'story watched-by-prometheus';

async function main(): Promise<boolean> {
  await checkPrerequisites();
  for (const judge of JUDGES) await judge.prepare();
  const folder = mkdtempSync(join(tmpdir(), 'judges-'));
  try {
    return await judgeAll(new Docket(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function judgeAll(docket: Docket): Promise<boolean> {
  const judged = await step('rendering examples and stories', async () => [...(await apps()), strictest()]);
  const everything = docket.fileAll(judged, 'everything');
  const seen: Readonly<Record<Sight, readonly Case[]>> = {
    everything,
    emitted: docket.fileAll(judged, 'emitted'),
    ours: docket.fileAll(judged, 'ours'),
  };
  const sound = judged.find(({ name }) => name === SOUND) as App;
  const watched = judged.find(({ name }) => name === WATCHED) as App;
  const faulty = [...mutants(ours(sound)), ...ruleMutants(ours(watched))].map(mutant => ({
    ...mutant,
    case: docket.file({ name: mutant.fault, source: sound.source, objects: mutant.objects }),
  }));

  const rows: Row[] = [];
  const open: Finding[] = [];
  const objections: Finding[] = [];
  const used = new Map<Exception, number>(EXCEPTIONS.map(exception => [exception, 0]));
  for (const judge of JUDGES) {
    const cases = seen[judge.sees];
    const findings = await step(`${judge.name} ${judge.version}`, () =>
      judge.judge([...cases, ...faulty.map(mutant => mutant.case)]),
    );
    const about = findings.filter(finding => cases.includes(finding.case));
    const exceptions = about.map(finding => ({
      finding,
      exception: finding.case.name === STRICTEST ? undefined : exceptionFor(finding),
    }));
    const left = exceptions.filter(({ exception }) => exception === undefined).map(({ finding }) => finding);
    for (const { exception } of exceptions) if (exception) used.set(exception, (used.get(exception) ?? 0) + 1);
    open.push(...left);
    objections.push(
      ...findings.filter(finding => !cases.includes(finding.case) && exceptionFor(finding) === undefined),
    );
    rows.push(row(judge, cases, left.length, about.length - left.length));
  }

  const missed = faulty.flatMap(mutant =>
    mutant.objections
      .filter(
        ([judge, check]) =>
          !objections.some(
            finding => finding.case === mutant.case && finding.judge === judge && finding.check === check,
          ),
      )
      .map(
        ([judge, check]) =>
          `${judge} must object to ${mutant.fault} (${check}), got silence; see test/judges/mutants.ts\n`,
      ),
  );
  const idle = [...used]
    .filter(([, count]) => count === 0)
    .map(([{ title }]) => `the exception "${title}" must have a use, got none; remove it\n`);

  process.stdout.write(
    `\n${table(rows)}\n\nexceptions (docs/security.md):\n${excepted(used)}\n\nfaults put in to see whether the judges object: ${faulty.length}, and they missed ${missed.length}\n`,
  );
  process.stdout.write([list(open), ...missed, ...idle].join(''));
  return open.length + missed.length + idle.length === 0;
}

function row({ name, version, counts }: Judge, cases: readonly Case[], findings: number, exceptions: number): Row {
  return {
    judge: name,
    version,
    apps: cases.length,
    objects: cases.reduce((sum, { objects }) => sum + counts(objects), 0),
    findings,
    exceptions,
  };
}

main().then(
  well => {
    process.exitCode = well ? 0 : 1;
  },
  (error: Error) => {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 1;
  },
);
