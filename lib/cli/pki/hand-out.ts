import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Generation, keyText, Slots } from '../../pki/slots';
import { DiskStore } from '../../pki/store/disk';
import { ServerId } from '../../pki/store/store';
import { tlsSecretName } from '../../tls/tls-strategy';
import { FINE, Refusal, Usage } from '../failure';
import { Terminal } from '../terminal';
import { isFrontProxy, namedServers, readSlots, serverName } from './state';

export interface HandOutOptions {
  readonly directory: string;
  readonly slot: 'current' | 'standby';
  readonly format: 'pem' | 'json' | 'secret';
  readonly output?: string;
  readonly forgetKey?: boolean;
}

interface File {
  readonly name: string;
  readonly text: string;
}

/** Only the owner may read a private key. */
const MODE = 0o600;
const FOLDER_MODE = 0o700;

export function handOut(server: string, options: HandOutOptions, terminal: Terminal): number {
  if (options.forgetKey && options.output === undefined) {
    throw new Usage(
      '--forget-key needs --output: if the program that reads the output fails, the key is lost',
      'remove the key file yourself once the vault has the key',
    );
  }
  const [id] = namedServers(options.directory, [server]);
  const store = new DiskStore(options.directory);
  const slots = readSlots(store, id!);
  const generation = chosen(id!, slots, store.location(id!), options.slot);
  const files = filesOf(id!, generation, options);
  if (options.output === undefined) {
    files.forEach(({ text }) => terminal.out(text));
  } else {
    write(options.output, files).forEach(path => terminal.out(`${path}\n`));
  }
  terminal.err(
    `note: this is generation ${generation.number} of ${serverName(id!)}, the ${options.slot} ` +
      `one${options.slot === 'current' && slots.standby?.privateKey ? '; for the next one use --slot standby' : ''}\n`,
  );
  if (options.forgetKey) {
    const removed = store.forgetKey(id!, generation.number);
    terminal.err(`note: ${removed} was removed: the files written are the only copy of the key\n`);
  }
  return FINE;
}

function chosen(id: ServerId, slots: Slots, location: string, slot: HandOutOptions['slot']): Generation {
  const generation = slots[slot];
  if (!generation) {
    throw new Refusal(
      `${serverName(id)}: there must be a ${slot} generation, got none since the last rotation`,
      'run cdk8s synth, which creates the next standby',
    );
  }
  if (generation.privateKey) {
    return generation;
  }
  const place = `${location}/${generation.number}`;
  throw generation.encrypted
    ? new Refusal(
        `${serverName(id)}: the key of generation ${generation.number} must be on this machine, got only ` +
          `${place}.${generation.encrypted.delivery}.json, which is encrypted for ${generation.encrypted.recipient}`,
        'decrypt it where the decryption key is; it cannot be decrypted here',
      )
    : new Refusal(
        `${serverName(id)}: the key of generation ${generation.number} must be on this machine, got no ${place}.key`,
        'run this on the machine that created it, or read it from the vault',
      );
}

function filesOf(id: ServerId, { certificate, privateKey }: Generation, { format }: HandOutOptions): File[] {
  const data = { 'tls.crt': certificate.toString(), 'tls.key': keyText(privateKey!) };
  switch (format) {
    case 'pem':
      return Object.entries(data).map(([name, text]) => ({ name, text }));
    case 'json':
      return [{ name: `${id.name}.json`, text: `${JSON.stringify(data, undefined, 2)}\n` }];
    case 'secret':
      return [{ name: `${tlsSecretName(id.name)}.yaml`, text: secretText(id, data) }];
  }
}

function secretText(id: ServerId, data: { readonly [key: string]: string }): string {
  if (isFrontProxy(id)) {
    throw new Refusal(
      `${serverName(id)}: the pair of a front proxy must go to files of the control plane, got the format secret`,
      'use --format pem --output <folder>',
    );
  }
  const { namespace, name } = id;
  const encoded = Object.fromEntries(
    Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
  );
  return stringify(
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: tlsSecretName(name), namespace },
      type: 'kubernetes.io/tls',
      data: encoded,
    },
    { lineWidth: 0 },
  );
}

/** Never overwrites a file: it may be the only copy of another key. */
function write(folder: string, files: readonly File[]): string[] {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  const paths = files.map(({ name, text }) => ({ path: join(folder, name), text }));
  const present = paths.find(({ path }) => existsSync(path));
  if (present) {
    throw new Refusal(`${present.path} must not exist yet, got a file`, 'choose another folder, or move the file away');
  }
  paths.forEach(({ path, text }) => writeFileSync(path, text, { mode: MODE, flag: 'wx' }));
  return paths.map(({ path }) => path);
}
