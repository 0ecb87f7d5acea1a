import { Command } from 'commander';
import { COMMAND } from '../../command';
import { wholeNumber } from '../whole-number';
import { Terminal } from '../terminal';
import { Call } from '../work';

interface Options {
  readonly json?: boolean;
  readonly warnDays: number;
}

/** What ends within a month is said: time enough for one release. */
const WARN_DAYS = 30;

export function describeVerify(program: Command, terminal: Terminal, call: Call): void {
  program
    .command('verify')
    .summary('check a folder of manifests, whoever made them')
    .description(
      'Checks every APIService among some manifests: that its Service, port and pods are there, and that caBundle vouches for the ' +
        'certificate in the Secret that those pods mount: chain, name, dates, key, strength. In a cluster up to Kubernetes 1.35 ' +
        'the condition Available of an APIService says nothing about that; from 1.36 on a certificate that fails these checks makes it False.',
    )
    .argument('<folder...>', 'folders (with all that is in them) or files of YAML or JSON; - for standard input')
    .option('--json', 'print the findings as JSON', false)
    .option('--warn-days <n>', 'say what ends within so many days', wholeNumber, WARN_DAYS)
    .addHelpText('after', EXAMPLES)
    .action((paths: readonly string[], { json, warnDays }: Options) =>
      call(async () => {
        const { verifyPaths } = await import('./verify-paths');
        return verifyPaths(paths, { json: json === true, warnDays }, terminal);
      }),
    );
}

const EXAMPLES = `
Examples:
  $ ${COMMAND} verify dist
  $ helm template metrics-server ./chart | ${COMMAND} verify -
  $ kustomize build overlays/production | ${COMMAND} verify - --json

Exit codes: 0 nothing is wrong, 1 something is, or nothing was found to check.`;
