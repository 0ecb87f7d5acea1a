// npm run conformance: other people's scanners check what the library emits.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { step } from '../cluster/progress';
import { type App, apps, strictest, STRICTEST } from './apps';
import { isFor } from '../scenarios/about';
import { checkov } from './checkov';
import { TargetFolders, ours } from './target-folders';
import { type Exception, exceptionFor, EXCEPTIONS } from './exceptions';
import type { Target, Finding, Scanner, Scope } from './scanner';
import { kubeScore } from './kube-score';
import { kubeconform } from './kubeconform';
import { plantedFaults, plantedRuleFaults } from './planted-faults';
import { podSecurity } from './pod-security';
import { checkPrerequisites } from './prerequisites';
import { promtool } from './promtool';
import { excepted, list, type Row, table } from './report';
import { SCHEMA_VERSIONS } from './schemas';

const SCANNERS: readonly Scanner[] = [...SCHEMA_VERSIONS.map(kubeconform), kubeScore, checkov, podSecurity, promtool];

/**
 * An example without anything special: what a fault is put into. With the alerts of a story, whose expressions can be
 * wrong too.
 */
const SOUND = 'examples/sample-apiserver.ts';
const WATCHED = 'story watched-by-prometheus';

async function main(): Promise<boolean> {
  await checkPrerequisites();
  for (const scanner of SCANNERS) await scanner.prepare();
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    return await scanAll(new TargetFolders(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function scanAll(folders: TargetFolders): Promise<boolean> {
  const all = await step('rendering examples and stories', async () => [...(await apps()), strictest()]);
  const everything = folders.addAll(all, 'everything');
  const seen: Readonly<Record<Scope, readonly Target[]>> = {
    everything,
    emitted: folders.addAll(all, 'emitted'),
    ours: folders.addAll(all, 'ours'),
  };
  const sound = all.find(({ name }) => name === SOUND) as App;
  const watched = all.find(({ name }) => name === WATCHED) as App;
  const faulty = [...plantedFaults(ours(sound)), ...plantedRuleFaults(ours(watched))].map(planted => ({
    ...planted,
    target: folders.add({ name: planted.fault, source: sound.source, objects: planted.objects }),
  }));

  const rows: Row[] = [];
  const open: Finding[] = [];
  const reported: Finding[] = [];
  const used = new Map<Exception, number>(EXCEPTIONS.map(exception => [exception, 0]));
  for (const scanner of SCANNERS) {
    const { kubernetes } = scanner;
    const targets = seen[scanner.scope].filter(
      ({ name }) => kubernetes === undefined || isFor(name.replace(/^story /, ''), kubernetes),
    );
    const findings = await step(`${scanner.name} ${scanner.version}`, () =>
      scanner.scan([...targets, ...faulty.map(planted => planted.target)]),
    );
    const about = findings.filter(finding => targets.includes(finding.target));
    const exceptions = about.map(finding => ({
      finding,
      exception: finding.target.name === STRICTEST ? undefined : exceptionFor(finding),
    }));
    const left = exceptions.filter(({ exception }) => exception === undefined).map(({ finding }) => finding);
    for (const { exception } of exceptions) if (exception) used.set(exception, (used.get(exception) ?? 0) + 1);
    open.push(...left);
    reported.push(
      ...findings.filter(finding => !targets.includes(finding.target) && exceptionFor(finding) === undefined),
    );
    rows.push(row(scanner, targets, left.length, about.length - left.length));
  }

  const missed = faulty.flatMap(planted =>
    planted.findings
      .filter(
        ([scanner, check]) =>
          !reported.some(
            finding => finding.target === planted.target && finding.scanner === scanner && finding.check === check,
          ),
      )
      .map(
        ([scanner, check]) =>
          `${scanner} must report ${planted.fault} (${check}), got silence; see test/conformance/planted-faults.ts\n`,
      ),
  );
  const idle = [...used]
    .filter(([, count]) => count === 0)
    .map(([{ title }]) => `the exception "${title}" must have a use, got none; remove it\n`);

  process.stdout.write(
    `\n${table(rows)}\n\nexceptions (docs/security.md):\n${excepted(used)}\n\nplanted faults: ${faulty.length}, ` +
      `missed by the scanners: ${missed.length}\n`,
  );
  process.stdout.write([list(open), ...missed, ...idle].join(''));
  return open.length + missed.length + idle.length === 0;
}

function row(
  { name, version, counts }: Scanner,
  targets: readonly Target[],
  findings: number,
  exceptions: number,
): Row {
  return {
    scanner: name,
    version,
    apps: targets.length,
    objects: targets.reduce((sum, { objects }) => sum + counts(objects), 0),
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
