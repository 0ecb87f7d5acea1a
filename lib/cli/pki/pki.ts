import { Command, Option } from 'commander';
import { COMMAND, SYNTH } from '../../command';
import { STATE_FOLDER } from '../../pki/store/state-folder';
import { Terminal } from '../terminal';
import { wholeNumber } from '../whole-number';
import { Call } from '../work';
import { describeVerify } from '../verify/verify-command';
import type { ForgetOptions } from './forget';
import type { HandOutOptions } from './hand-out';
import type { RotateOptions } from './rotate';
import type { StatusOptions } from './status';

/** What looks after the state that the first synth wrote. None of it runs the app. */
export function describePki(program: Command, terminal: Terminal, call: Call): void {
  const pki = program
    .command('pki')
    .summary('look after the certificates in pki/')
    .description('Looks after the certificates and keys that the construct keeps in pki/, without running the app.');
  describeStatus(pki, terminal, call);
  describeRotate(pki, terminal, call);
  describeForget(pki, terminal, call);
  describeHandOut(pki, terminal, call);
  // Where people look who think of certificates first; `verify` alone is for those who think of manifests.
  describeVerify(pki, terminal, call);
}

const directory = (): Option => new Option('-d, --directory <folder>', 'where the state is').default(STATE_FOLDER);
const SERVER = 'namespace/name, as in the folder; _kube-apiserver/name is a front proxy';

function describeStatus(pki: Command, terminal: Terminal, call: Call): void {
  pki
    .command('status')
    .summary('every certificate, how long it lasts, and what to do')
    .description(
      'Shows every certificate of every server, how long it lasts and where its key is, and says what to do.',
    )
    .argument('[server...]', SERVER)
    .addOption(directory())
    .option('--json', 'print everything as JSON')
    .option(
      '--warn-days <n>',
      'how many days before its end a certificate is to be rotated (default: by its life, at most 30)',
      wholeNumber,
    )
    .addHelpText(
      'after',
      examples(
        [
          'pki status',
          'pki status shop/catalog --warn-days 60',
          "pki status --json | jq -r '.servers[] | select(.ok | not) | .server'",
        ],
        'Exit codes: 0 nothing is to be done, 1 something is, or a state is broken.',
      ),
    )
    .action((servers: readonly string[], options: StatusOptions) =>
      call(async () => (await import('./status')).status(servers, options, terminal)),
    );
}

function describeRotate(pki: Command, terminal: Terminal, call: Call): void {
  pki
    .command('rotate')
    .summary('let the standby serve')
    .description(
      'Lets the standby serve, which every cluster has trusted since the last rotation, and keeps trusting the one that served. ' +
        'The next synth mints a new standby. Any order of apply is safe, provided that the last rotation and the synth after it have arrived everywhere.',
    )
    .argument('[server...]', SERVER)
    .addOption(directory())
    .option('--all', 'every server in the folder')
    .option('--applied', 'what was rotated or minted last has arrived in every cluster')
    .addHelpText(
      'after',
      examples(['pki rotate shop/catalog', 'pki rotate --all'], `Afterwards: ${SYNTH}, commit, apply.`),
    )
    .action((servers: readonly string[], options: RotateOptions) =>
      call(async () => (await import('./rotate')).rotateServers(servers, options, terminal)),
    );
}

function describeForget(pki: Command, terminal: Terminal, call: Call): void {
  pki
    .command('forget')
    .summary('stop trusting the previous certificate, or drop the standby')
    .description(
      'Drops the previous generation, so that nobody trusts its CA any more: whoever stole its key can otherwise pose as the server. ' +
        'Or drops the standby, whose key leaked or was encrypted for the wrong recipient; the next synth mints another.',
    )
    .argument('<server>', SERVER)
    .addOption(directory())
    .addOption(new Option('--previous', 'the generation that served before (the default)').conflicts('standby'))
    .addOption(new Option('--standby', 'the generation that is to serve next'))
    .option('--applied', 'the last rotation has arrived in every cluster')
    .addHelpText(
      'after',
      examples(
        [
          'pki rotate shop/catalog   # the key that serves was stolen: first let another serve,',
          'pki forget shop/catalog --applied   # and when that is applied everywhere, distrust it',
          'pki forget shop/catalog --standby',
        ],
        `Afterwards: ${SYNTH}, commit, apply.`,
      ),
    )
    .action((server: string, options: ForgetOptions) =>
      call(async () => (await import('./forget')).forget(server, options, terminal)),
    );
}

function describeHandOut(pki: Command, terminal: Terminal, call: Call): void {
  pki
    .command('hand-out')
    .summary('give certificate and key to a vault')
    .description(
      'Prints certificate and private key of a generation, or writes them to files that only you can read: for a vault, or for a Secret that you make yourself.',
    )
    .argument('<server>', SERVER)
    .addOption(directory())
    .addOption(new Option('--slot <slot>', 'which generation').choices(['current', 'standby']).default('current'))
    .addOption(
      new Option('--format <format>', 'two PEM texts, one JSON object, or a Secret for kubectl')
        .choices(['pem', 'json', 'secret'])
        .default('pem'),
    )
    .option('-o, --output <folder>', 'write files there, which must not exist yet, instead of printing')
    .option('--forget-key', 'with --output: remove the key from the state afterwards')
    .addHelpText(
      'after',
      examples([
        'pki hand-out shop/catalog --format json | vault kv put -mount=secret shop/catalog-tls-1 -',
        'pki hand-out shop/catalog --slot standby --output /run/user/1000/handover --forget-key',
        'pki hand-out shop/catalog --format secret | kubectl apply -f -',
      ]),
    )
    .action((server: string, options: HandOutOptions) =>
      call(async () => (await import('./hand-out')).handOut(server, options, terminal)),
    );
}

function examples(lines: readonly string[], after?: string): string {
  return `\nExamples:\n${lines.map(line => `  $ ${COMMAND} ${line}`).join('\n')}${after === undefined ? '' : `\n\n${after}`}`;
}
