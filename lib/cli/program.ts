import { Command, CommanderError } from 'commander';
import { COMMAND, PROGRAM, SYNTH } from '../command';
import { NOT_FINE, printFailure, printThrown, Usage, USAGE } from './failure';
import { describePki } from './pki/pki';
import { Terminal } from './terminal';
import { describeVerify } from './verify/verify-command';
import { version } from './version';
import { Call } from './work';

/**
 * Arguments in, exit code out. A command describes itself at once and loads what it works with when it is called, so
 * that `--help` is as fast as node.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = NOT_FINE;
  const program = new Command(PROGRAM)
    .description(
      'Looks after what the construct ExtensionApiServer leaves behind: certificates in pki/, and manifests in a folder.',
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
  $ ${COMMAND} pki status             is there anything to rotate?
  $ ${COMMAND} pki rotate --all       then: ${SYNTH}, commit, apply
  $ ${COMMAND} verify dist            does every caBundle fit its certificate?

Exit codes: 0 all fine, 1 something is not, 2 the command line is wrong.`;

/** Commander says `error: unknown option '--jsn'` and, on a second line, `(Did you mean --json?)`. */
function usage(terminal: Terminal, { code, exitCode, message }: CommanderError, args: readonly string[]): number {
  if (exitCode === 0) {
    return 0;
  }
  if (code === 'commander.help') {
    return USAGE; // A group without a command has printed its help.
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
      : `${[PROGRAM, ...command, '--help'].join(' ')} shows how`,
  );
  return USAGE;
}

const COMMANDS = ['pki', 'status', 'rotate', 'forget', 'hand-out', 'verify'];
