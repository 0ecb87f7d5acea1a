import { Command, CommanderError } from 'commander';
import { COMMAND, PROGRAM, SYNTH } from '../command';
import { Call } from './command-line';
import { NOT_FINE, printFailure, printThrown, Usage, USAGE } from './failure';
import { describePki } from './pki/pki';
import { Terminal } from './terminal';
import { describeVerify } from './verify/verify-command';
import { version } from './version';

/** Runs a command line and returns the exit code. A command loads its code when it runs, so `--help` stays fast. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = NOT_FINE;
  const program = new Command(PROGRAM)
    .description(
      'Manages the certificates that the construct ExtensionApiServer keeps in pki/, and verifies manifests.',
    )
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', EXAMPLES);
  const call: Call = async work => {
    code = await work();
  };
  describePki(program, terminal, call);
  describeVerify(program, terminal, call);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      return usage(terminal, thrown, args);
    }
    printThrown(terminal, thrown);
    return thrown instanceof Usage ? USAGE : NOT_FINE;
  }
}

const EXAMPLES = `
Examples:
  $ ${COMMAND} pki status             which certificates must be rotated?
  $ ${COMMAND} pki rotate --all       then: ${SYNTH}, commit, apply
  $ ${COMMAND} verify dist            can kube-apiserver reach and trust every server?

Exit codes: 0 success, 1 a finding or a failure, 2 a wrong command line.`;

/** Commander writes `error: unknown option '--jsn'` and, on a second line, `(Did you mean --json?)`. */
function usage(terminal: Terminal, { code, exitCode, message }: CommanderError, args: readonly string[]): number {
  if (exitCode === 0) {
    return 0;
  }
  if (code === 'commander.help') {
    return USAGE; // A group without a command prints its help.
  }
  const [fault = '', guess] = message.replace(/^error: /, '').split('\n');
  const command = args
    .slice(0, args.findIndex(word => word.startsWith('-')) + 1 || undefined)
    .filter(word => COMMANDS.includes(word));
  printFailure(
    terminal,
    fault,
    guess
      ? guess.replace(/^\((.*)\)$/, '$1').replace(/^D/, 'd')
      : `${[PROGRAM, ...command, '--help'].join(' ')} shows the usage`,
  );
  return USAGE;
}

const COMMANDS = ['pki', 'status', 'rotate', 'forget', 'hand-out', 'verify'];
