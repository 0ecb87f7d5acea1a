// Random props for every constructor and factory. Each ends in manifests that conform to Kubernetes' types, or in one
// line that begins with the construct's path or the factory.
import { App, Chart, Testing, Yaml } from 'cdk8s';
import { AggregationLayer, ArgoCdApplication, ExtensionApiServer, PkiForTestsOnly } from 'cdk8s-extension-api-server';
import { parse } from 'yaml';
import { KUBERNETES_FIELDS } from '../../imports/kubernetes-fields';
import { toKubernetes } from '../../lib/kubernetes/from-structs';
import { Manifest } from '../../lib/kubernetes/manifest';
import { CALLS } from '../../lib/signatures/public-api';
import { Random, RandomValues } from './random-value';

export interface Outcome {
  readonly accepted: boolean;
  /** What is wrong with the library, if anything is. */
  readonly fault: string | undefined;
  readonly milliseconds: number;
}

const ONE_LINE = new RegExp(
  `^(app/a|AggregationLayer(\\.\\w+\\(\\))?|${factories()}): [^\\n]+ must [^\\n]+, got [^\\n]+; [^\\n]+$`,
);

function factories(): string {
  const calls = Object.keys(CALLS).filter(call => !call.startsWith('new '));
  return `(${calls.map(call => call.replace('.', '\\.')).join('|')})\\(\\)`;
}

/** As cdk8s prints what it finds when the whole app is there. */
const AT_SYNTH =
  /^Validation failed with the following errors:(\n {2}\[app\/a\] [^\n]+ must [^\n]+, got [^\n]+; [^\n]+)+$/;

/** Longer than any input of these should take. */
const PATIENCE_MILLISECONDS = 5_000;

export function tryProps(seed: number): Outcome {
  const begin = process.cpuUsage();
  const { accepted, fault } = attempt(randomValues(new Random(seed)));
  // Of the processor, so that a busy machine changes nothing.
  const { user, system } = process.cpuUsage(begin);
  const milliseconds = (user + system) / 1000;
  const slow = milliseconds > PATIENCE_MILLISECONDS ? `took ${Math.round(milliseconds)} ms` : undefined;
  return { accepted, fault: fault ?? slow, milliseconds };
}

/** Half of them hold no wrong type, so that more is accepted and checked. */
function randomValues(random: Random): RandomValues {
  return new RandomValues(random, random.chance(0.5) ? 0 : 0.02);
}

function attempt(values: RandomValues): Omit<Outcome, 'milliseconds'> {
  try {
    return { accepted: true, fault: faultIn(build(values)) };
  } catch (error) {
    const { name, message, stack } = error as Error;
    const expected = (name === 'InvalidInput' && ONE_LINE.test(message)) || AT_SYNTH.test(message);
    return {
      accepted: false,
      fault: expected ? undefined : `${message.slice(0, 300)}\n${stack?.split('\n').slice(1, 4).join('\n')}`,
    };
  }
}

function build(values: RandomValues): readonly Manifest[] {
  const app = Testing.app();
  PkiForTestsOnly.useIn(app);
  const chart = new Chart(app, 'app');
  switch (
    values.random.pick([
      'server',
      'server',
      'server',
      'server',
      'server',
      'server',
      'server',
      'server',
      'layer',
      'application',
    ])
  ) {
    case 'layer':
      layer(values);
      return [];
    case 'application':
      new ArgoCdApplication(chart, 'a', values.given('new ArgoCdApplication')[2] as never);
      break;
    default:
      new ExtensionApiServer(chart, 'a', values.given('new ExtensionApiServer')[2] as never);
  }
  return objectsOf(app);
}

function layer(values: RandomValues): void {
  const made = new AggregationLayer(values.given('new AggregationLayer')[0] as never);
  const [call] = [values.random.pick(Object.keys(CALLS).filter(name => name.startsWith('AggregationLayer.')))];
  const method = call.split('.')[1] as 'kind';
  made[method](...(values.given(call) as never[]));
}

function objectsOf(app: App): Manifest[] {
  return app.charts.flatMap(chart => Testing.synth(chart) as Manifest[]);
}

function faultIn(objects: readonly Manifest[]): string | undefined {
  for (const object of objects) {
    const text = Yaml.stringify(object);
    for (const version of ['1.1', '1.2'] as const) {
      if (JSON.stringify(parse(text, { version })) !== JSON.stringify(object))
        return `YAML ${version} reads another ${object.kind}: ${text.slice(0, 300)}`;
    }
    if (object.kind in KUBERNETES_FIELDS) toKubernetes(`emitted ${object.kind}`, object.kind, object.kind, object);
  }
  return undefined;
}
