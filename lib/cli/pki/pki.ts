import { Command, Option } from 'commander';
import { COMMAND, SYNTH } from '../../command';
import { STATE_FOLDER } from '../../pki/store/state-folder';
import { Terminal } from '../terminal';
import { Call, wholeNumber } from '../command-line';
import { describeVerify } from '../verify/verify-command';
import type { ForgetOptions } from './forget';
import type { HandOutOptions } from './hand-out';
import type { RotateOptions } from './rotate';
import type { StatusOptions } from './status';

/** The commands for the state in pki/. None of them runs the app. */
export function describePki(program: Command, terminal: Terminal, call: Call): void {
  const pki = program
    .command('pki')
    .summary('manage the certificates in pki/')
    .description('Manages the certificates and keys that the construct keeps in pki/. It does not run the app.');
  describeStatus(pki, terminal, call);
  describeRotate(pki, terminal, call);
  describeForget(pki, terminal, call);
  describeHandOut(pki, terminal, call);
  // The same command as `verify`, for people who look for it below `pki`.
  describeVerify(pki, terminal, call);
}

const directory = (): Option =>
  new Option('-d, --directory <folder>', 'the folder with the state').default(STATE_FOLDER);
const SERVER = 'namespace/name, as in the folder; _kube-apiserver/NAME is a front proxy';

function describeStatus(pki: Command, terminal: Terminal, call: Call): void {
  pki
    .command('status')
    .summary('list the certificates, when they expire, and what to do')
    .description('Lists every certificate of every server: when it expires, where its key is, and what to do.')
    .argument('[server...]', SERVER)
    .addOption(directory())
    .option('--json', 'print everything as JSON')
    .option(
      '--warn-days <n>',
      'report certificates that expire within n days (default: the last third of the validity, at most 30)',
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
        'Exit codes: 0 nothing to do, 1 something to do or a broken state.',
      ),
    )
    .action((servers: readonly string[], options: StatusOptions) =>
      call(async () => (await import('./status')).status(servers, options, terminal)),
    );
}

function describeRotate(pki: Command, terminal: Terminal, call: Call): void {
  pki
    .command('rotate')
    .summary('switch to the standby certificate')
    .description(
      'Makes the standby certificate the current one. The certificate that served stays trusted, and the next synth ' +
        'creates a new standby. The objects can be applied in any order, provided that the last rotation and the ' +
        'synth after it are applied in every cluster.',
    )
    .argument('[server...]', SERVER)
    .addOption(directory())
    .option('--all', 'rotate every server in the folder')
    .option('--applied', 'confirm that the last rotation and synth are applied in every cluster')
    .addHelpText('after', examples(['pki rotate shop/catalog', 'pki rotate --all'], `Then: ${SYNTH}, commit, apply.`))
    .action((servers: readonly string[], options: RotateOptions) =>
      call(async () => (await import('./rotate')).rotateServers(servers, options, terminal)),
    );
}

function describeForget(pki: Command, terminal: Terminal, call: Call): void {
  pki
    .command('forget')
    .summary('stop trusting the previous certificate, or remove the standby')
    .description(
      'Removes the previous certificate, so that its CA is no longer trusted. Until then, someone who ' +
        'stole its key can ' +
        'impersonate the server. With --standby, removes the standby, because its key leaked or was ' +
        'encrypted for the ' +
        'wrong recipient; the next synth creates another.',
    )
    .argument('<server>', SERVER)
    .addOption(directory())
    .addOption(
      new Option('--previous', 'the certificate that served before the last rotation (default)').conflicts('standby'),
    )
    .addOption(new Option('--standby', 'the certificate that is to serve next'))
    .option('--applied', 'confirm that the last rotation is applied in every cluster')
    .addHelpText(
      'after',
      examples(
        [
          'pki rotate shop/catalog             # the current key was stolen: serve with another,',
          'pki forget shop/catalog --applied   # and once that is applied, stop trusting it',
          'pki forget shop/catalog --standby',
        ],
        `Then: ${SYNTH}, commit, apply.`,
      ),
    )
    .action((server: string, options: ForgetOptions) =>
      call(async () => (await import('./forget')).forget(server, options, terminal)),
    );
}

function describeHandOut(pki: Command, terminal: Terminal, call: Call): void {
  pki
    .command('hand-out')
    .summary('print the certificate and key for a vault')
    .description(
      'Prints a certificate and its private key, or writes them to files that only you can read: for a vault, or for ' +
        'a Secret that you create yourself.',
    )
    .argument('<server>', SERVER)
    .addOption(directory())
    .addOption(
      new Option('--slot <slot>', 'the certificate to print').choices(['current', 'standby']).default('current'),
    )
    .addOption(
      new Option('--format <format>', 'two PEM texts, one JSON object, or a Secret for kubectl')
        .choices(['pem', 'json', 'secret'])
        .default('pem'),
    )
    .option('-o, --output <folder>', 'write new files into this folder instead of printing')
    .option('--forget-key', 'with --output: then remove the key from the state')
    .addHelpText(
      'after',
      examples([
        'pki hand-out shop/catalog --format json | vault kv put -mount=secret shop/catalog-tls-1 -',
        'pki hand-out shop/catalog --slot standby --output /run/user/1000/catalog --forget-key',
        'pki hand-out shop/catalog --format secret | kubectl apply -f -',
      ]),
    )
    .action((server: string, options: HandOutOptions) =>
      call(async () => (await import('./hand-out')).handOut(server, options, terminal)),
    );
}

function examples(lines: readonly string[], after?: string): string {
  const commands = lines.map(line => `  $ ${COMMAND} ${line}`).join('\n');
  return `\nExamples:\n${commands}${after === undefined ? '' : `\n\n${after}`}`;
}
