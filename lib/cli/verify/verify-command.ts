import { Command } from 'commander';
import { COMMAND } from '../../command';
import { Terminal } from '../terminal';
import { Call, wholeNumber } from '../command-line';

interface Options {
  readonly json?: boolean;
  readonly warnDays: number;
}

/** A month is enough time for one release. */
const WARN_DAYS = 30;

export function describeVerify(program: Command, terminal: Terminal, call: Call): void {
  program
    .command('verify')
    .summary('check the manifests of extension API servers')
    .description(
      'Checks every APIService in some manifests: that its Service, port and pods exist, and that caBundle fits the ' +
        'certificate in the Secret that these pods mount: chain, name, dates, key, strength. Up to Kubernetes 1.35 the ' +
        'condition Available of an APIService says nothing about the certificate; from 1.36 on it does.',
    )
    .argument('<folder...>', 'folders (searched recursively), or YAML or JSON files; - for standard input')
    .option('--json', 'print JSON', false)
    .option('--warn-days <n>', 'report certificates that expire within n days', wholeNumber, WARN_DAYS)
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
  $ kubectl kustomize overlays/production | ${COMMAND} verify - --json

Exit codes: 0 nothing is wrong, 1 something is wrong, or there is no APIService.`;
