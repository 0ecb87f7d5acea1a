// Are these rules that Prometheus takes, and does each alert fire when it should and only then.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { PROMTOOL } from '../cluster/binaries';
import { built } from '../cluster/builds';
import { attempt } from '../cluster/command';
import { alertTests, type Watched } from './alert-tests';
import { type Target, describe, type Finding, type Scanner, type KubernetesObject } from './scanner';

interface Rule {
  readonly alert: string;
  readonly expr: string;
}

const watches = ({ kind }: KubernetesObject): boolean => kind === 'PrometheusRule';

export const promtool: Scanner = {
  name: 'promtool',
  version: PROMTOOL.version,
  scope: 'everything',
  counts: objects => objects.filter(watches).length,
  prepare: () => built(PROMTOOL),
  scan: async targets => {
    const program = await built(PROMTOOL);
    const findings = await Promise.all(
      targets.flatMap(one =>
        one.objects.filter(watches).map((object, index) => scan(program, one, object, `rules-${index}`)),
      ),
    );
    return findings.flat();
  },
};

async function scan(program: string, one: Target, object: KubernetesObject, name: string): Promise<Finding[]> {
  const finding = (check: string, says: string): Finding => ({
    scanner: 'promtool',
    target: one,
    object: describe(object),
    check,
    says,
  });
  const rules = join(one.folder, `${name}.yaml`);
  writeFileSync(rules, stringify(object.spec));
  const checked = await attempt(program, ['check', 'rules', rules]);
  if (!checked.ok) return [finding('check rules', lines(checked.stderr + checked.stdout))];

  const watched = watchedBy(one, object);
  const tests = rulesOf(object).map(({ alert, expr }) => [alert, alertTests(alert, expr, watched)] as const);
  const untested = tests
    .filter(([, known]) => known === undefined)
    .map(([alert]) => finding('untested', `${alert} has no test in test/conformance/alert-tests.ts`));
  const file = join(one.folder, `${name}.test.yaml`);
  writeFileSync(
    file,
    stringify({ rule_files: [rules], evaluation_interval: '1m', tests: tests.flatMap(([, known]) => known ?? []) }),
  );
  const tested = await attempt(program, ['test', 'rules', file]);
  const failed = [...(tested.stdout + tested.stderr).matchAll(/ # (\w+): (.+)", time/g)];
  if (!tested.ok && failed.length === 0)
    throw new Error(
      `promtool did not run the tests of ${describe(object)} in ${one.name}: ${lines(tested.stderr + tested.stdout)}`,
    );
  return [
    ...untested,
    ...failed.map(([, alert = '', event]) => finding(alert, `fires or is silent at the wrong time: ${event}`)),
  ];
}

/** The group bears the name of the server. */
function watchedBy({ name, objects }: Target, rule: KubernetesObject): Watched {
  const [service = '', namespace = ''] = (rule.spec.groups[0].name as string).split('.');
  const apiServices = objects.filter(
    ({ kind, spec }) => kind === 'APIService' && spec.service?.name === service && spec.service.namespace === namespace,
  );
  if (apiServices.length === 0)
    throw new Error(
      `a rule must watch a server of its app, got ${describe(rule)} in ${name}; see the group's name in ` +
        'lib/objects/prometheus-rule.ts',
    );
  const certificate = objects.find(
    ({ kind, spec }) => kind === 'Certificate' && spec.dnsNames?.includes(`${service}.${namespace}.svc`),
  )?.metadata.name;
  return { service, namespace, apiServices, certificate };
}

function rulesOf({ spec }: KubernetesObject): readonly Rule[] {
  return (spec.groups as readonly { readonly rules: readonly Rule[] }[]).flatMap(({ rules }) => rules);
}

const lines = (text: string): string => text.trim().replace(/\s+/g, ' ');
