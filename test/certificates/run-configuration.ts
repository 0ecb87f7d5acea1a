// Runs a configuration in the working directory: synth, then each step that changes the state, and synth after each.
// Finds the faults that need no verifier, and returns the certificates that the verifiers check.
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { KubernetesObject } from '../construct/server-in-app';
import { Certificates } from '../pki/certificates';
import { Configuration, OCCUPIED, pathsOf, Step } from './configuration';
import { emitted, faultsOfEmitted } from './emitted';
import { ServedPair } from './served-pair';
import { expected } from './expectation';
import { faultsOfRefusal, showsKey } from './refusal-form';
import { Tree, stateFiles, takeStep, tree, withState } from './state-steps';
import { layDown, provide, Provided, Synthesis, Synthesize, synthesize } from './synthesis';

export interface RunResult {
  readonly outcome: 'accepted' | 'refused';
  /** The rules that were broken, without values, so that they can be counted. */
  readonly refusals: readonly string[];
  readonly faults: readonly string[];
  readonly pairs: readonly ServedPair[];
}

/** Everything that was found so far. */
interface Notes {
  readonly configuration: Configuration;
  readonly provided: Provided;
  readonly run: Synthesize;
  readonly refusals: string[];
  readonly faults: string[];
  readonly pairs: ServedPair[];
}

interface Output {
  readonly objects: readonly KubernetesObject[];
  readonly pairs: readonly ServedPair[];
}

/** The working directory must be empty. */
export function runConfiguration(configuration: Configuration, run: Synthesize = synthesize): RunResult {
  const notes: Notes = { configuration, provided: provide(configuration), run, refusals: [], faults: [], pairs: [] };
  if (withState(configuration).some(({ directory }) => directory === OCCUPIED)) {
    writeFileSync(OCCUPIED, '');
  }
  layDown(notes.provided);
  const output = firstSynth(notes);
  if (output) {
    runSteps(notes, output);
  }
  return {
    outcome: output ? 'accepted' : 'refused',
    refusals: notes.refusals,
    faults: notes.faults,
    pairs: notes.pairs,
  };
}

function firstSynth(notes: Notes): Output | undefined {
  const { configuration, faults } = notes;
  const before = tree();
  const synthesis = underCi(configuration.firstUnderCi, () => notes.run(configuration, notes.provided));
  const expectation = expected(configuration);
  if (synthesis.error) {
    if (expectation === 'accepted') {
      faults.push(`first synth: refused, where nothing is wrong: ${synthesis.error.message}`);
    }
    refused(notes, 'first synth', synthesis, before);
    return undefined;
  }
  if (expectation === 'refused') {
    faults.push('first synth: accepted, where something is wrong');
  }
  return accepted(notes, 'first synth', synthesis);
}

function runSteps(notes: Notes, first: Output): void {
  let output: Output | undefined = first;
  for (const [index, step] of notes.configuration.steps.entries()) {
    const when = `synth ${index + 2}, after "${typeof step === 'object' ? `a file ${step.damage}` : step}"`;
    const known = stateFiles();
    const done = takeStep(step, notes.configuration);
    const before = tree();
    const synthesis = underCi(step === 'synth under CI', () => notes.run(notes.configuration, notes.provided));
    const next: Output | undefined = synthesis.error
      ? refused(notes, when, synthesis, before)
      : accepted(notes, when, synthesis);
    notes.faults.push(
      ...faultsOfStep(step, done, output, next, { before, lost: known.filter(file => !(file in before)) }).map(
        fault => `${when}: ${fault}`,
      ),
    );
    if (!next) {
      return;
    }
    notes.pairs.push(...crossed(output, next, when));
    output = next;
  }
}

function refused(notes: Notes, when: string, { error, said }: Synthesis, before: Tree): undefined {
  const {
    configuration: { servers },
    faults,
    refusals,
  } = notes;
  const shown = error as Error;
  refusals.push(ruleIn(shown.message));
  faults.push(
    ...faultsOfRefusal(shown, servers.flatMap(pathsOf), secretsOf(notes.provided)).map(
      fault => `${when}: ${fault} in the refusal "${shown.message}"`,
    ),
    ...(said === '' || servers.length > 1 ? [] : [`${when}: words beside the refusal: ${said}`]),
    // Folders are written one after the other: where one cannot be, those before it are there and whole.
    ...(isDeepStrictEqual(tree(), before) || OCCUPIED in before ? [] : [`${when}: refused, and something was written`]),
  );
  return undefined;
}

/** Without values. */
function ruleIn(message: string): string {
  const [rule = ''] = / must [^,:;]+/.exec(message) ?? [];
  return rule
    .trim()
    .replace(/\S+\.svc\b/g, '<name>')
    .replace(/ \(.*| got ".*| from \/.*/, '')
    .replace(/in namespace .*/, 'in its namespace')
    .replace(/namespace \S+ must/, 'namespace must');
}

function accepted(notes: Notes, when: string, { objects = [], said }: Synthesis): Output {
  const { configuration, provided, faults } = notes;
  const servers = configuration.servers.map((server, index) => emitted(objects, server, index, provided.get(server)));
  const pairs = servers.flatMap(({ pair }) => (pair ? [{ ...pair, what: `${when}: ${pair.what}` }] : []));
  const secrets = [...secretsOf(provided), ...pairs.flatMap(({ privateKey }) => privateKey ?? [])];
  const open = objects
    .filter(({ kind }) => kind !== 'Secret')
    .map(object => JSON.stringify(object))
    .join('\n');
  faults.push(
    ...servers.flatMap(faultsOfEmitted).map(fault => `${when}: ${fault}`),
    ...(showsKey(open, secrets) ? [`${when}: key material outside the Secret`] : []),
    ...(showsKey(said, secrets) ? [`${when}: key material in a notice`] : []),
    ...(said
      .trimEnd()
      .split('\n')
      .every(line => line === '' || line.startsWith('notice: app/'))
      ? []
      : [`${when}: words that are no notice: ${said}`]),
  );
  notes.pairs.push(...pairs);
  return { objects, pairs };
}

/**
 * In a cluster either of two applies may come first: what was trusted before and after a change trusts what served
 * before and after it.
 */
function crossed(old: Output, next: Output, when: string): ServedPair[] {
  return next.pairs.flatMap((after, index) => {
    const before = old.pairs[index];
    return before === undefined || (before.bundle === after.bundle && before.certificate === after.certificate)
      ? []
      : [
          { ...after, bundle: before.bundle, what: `${when}: old bundle, new certificate` },
          { ...before, bundle: after.bundle, what: `${when}: new bundle, old certificate` },
        ];
  });
}

interface State {
  readonly before: Tree;
  /** Files that the step removed. */
  readonly lost: readonly string[];
}

function faultsOfStep(
  step: Step,
  done: boolean,
  old: Output,
  next: Output | undefined,
  { before, lost }: State,
): string[] {
  const onlyKeysLost = lost.every(file => file.endsWith('.key'));
  if (
    typeof step === 'object' &&
    step.damage !== 'replaced by another file' &&
    done &&
    !(step.damage === 'removed' && onlyKeysLost)
  ) {
    return next ? ['accepted, with a damaged state'] : [];
  }
  if (!next) {
    return typeof step === 'object' && done ? [] : ['refused'];
  }
  if (done && (step === 'rotate' || step === 'forget the standby' || step === 'forget the previous generation')) {
    return isDeepStrictEqual(next.objects, old.objects) ? ['the emitted objects did not change'] : [];
  }
  // A Secret without its key is left out, and with the last of a file the file: then the others come in another order.
  const kept = old.objects.filter(
    object =>
      lost.length === 0 || object.kind !== 'Secret' || next.objects.some(other => isDeepStrictEqual(other, object)),
  );
  const [was, is] = lost.length === 0 ? [kept, next.objects] : [inOrder(kept), inOrder(next.objects)];
  return [
    ...(isDeepStrictEqual(is, was) ? [] : ['other objects than before']),
    ...(isDeepStrictEqual(tree(), before) ? [] : ['something was written']),
  ];
}

function inOrder(objects: readonly KubernetesObject[]): readonly string[] {
  return objects.map(object => JSON.stringify(object)).sort();
}

function underCi<T>(ci: boolean, run: () => T): T {
  if (!ci) {
    return run();
  }
  process.env.CI = 'true';
  try {
    return run();
  } finally {
    delete process.env.CI;
  }
}

function secretsOf(provided: Provided): string[] {
  return [...provided.values()].map(({ privateKey }: Certificates) => privateKey);
}
