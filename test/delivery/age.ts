import { createDecipheriv, createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { MessageChannel, MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { JsonObject, Strings } from '../../lib/kubernetes/manifest';

export interface AgeIdentity {
  readonly identity: string;
  readonly recipient: string;
}

/**
 * The library of age is a module of ECMAScript, which jest cannot load, and asynchronous. A thread of its own has
 * loaded it when the first question comes, and whoever asks sleeps until the answer is there.
 */
const PROGRAM = `
import * as age from 'age-encryption';
import { workerData } from 'node:worker_threads';
const { port, answered } = workerData;
port.on('message', async ({ program, input }) => {
  const answer = await eval(program)(input).then(value => ({ value }), error => ({ error: error.message }));
  port.postMessage(answer);
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});
`;

interface Thread {
  readonly port: MessagePort;
  readonly answered: Int32Array;
}

/** A sleeping thread does not notice that the other one could not start, so it wakes up by itself. */
const LONGEST_MILLISECONDS = 100_000;

let thread: Thread | undefined;

function start(): Thread {
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const library = pathToFileURL(require.resolve('age-encryption')).href;
  const worker = new Worker(
    new URL(`data:text/javascript,${encodeURIComponent(PROGRAM.replace('age-encryption', library))}`),
    { workerData: { port: port2, answered }, transferList: [port2] },
  );
  worker.unref();
  port1.unref();
  return { port: port1, answered };
}

/** `program` gets `input`, and its value comes back. */
function withAge<Output>(program: string, input: unknown): Output {
  const { port, answered } = (thread ??= start());
  Atomics.store(answered, 0, 0);
  port.postMessage({ program, input });
  if (Atomics.wait(answered, 0, 0, LONGEST_MILLISECONDS) === 'timed-out') {
    throw new Error(
      'the thread that has age must answer, got silence; see whether NODE_OPTIONS keeps it from starting',
    );
  }
  const { value, error } = receiveMessageOnPort(port)!.message as { readonly value: Output; readonly error?: string };
  if (error !== undefined) {
    throw new Error(error);
  }
  return value;
}

export function ageIdentities(x25519: number, postQuantum = 0): AgeIdentity[] {
  return withAge(
    `([x25519, postQuantum]) => Promise.all([
    ...Array.from({ length: x25519 }, () => age.generateX25519Identity()),
    ...Array.from({ length: postQuantum }, () => age.generateHybridIdentity()),
  ].map(async made => {
    const identity = await made;
    return { identity, recipient: await age.identityToRecipient(identity) };
  }))`,
    [x25519, postQuantum],
  );
}

/** Each armored file, decrypted: base64. */
export function ageDecrypt(files: readonly { readonly identity: string; readonly armored: string }[]): string[] {
  return withAge(
    `files => Promise.all(files.map(async ({ identity, armored }) => {
    const decrypter = new age.Decrypter();
    decrypter.addIdentity(identity);
    try {
      return Buffer.from(await decrypter.decrypt(age.armor.decode(armored))).toString('base64');
    } catch (error) {
      return error.message;
    }
  }))`,
    files,
  );
}

export interface Stanza {
  readonly age: readonly { readonly recipient: string; readonly enc: string }[];
  readonly lastmodified: string;
  readonly mac: string;
  readonly encrypted_regex: string;
  readonly mac_only_encrypted: boolean;
  readonly version: string;
}

export const stanzaOf = (document: JsonObject): Stanza => document.sops as unknown as Stanza;

/** An independent reader of the format: the decrypted data, if the digest over it is right. */
export function sopsDecrypt(document: JsonObject, key: Buffer): Strings {
  const { mac, lastmodified } = stanzaOf(document);
  const data = Object.entries(document.data as Strings).map(
    ([name, value]) => [name, decryptValue(value, key, `data:${name}:`)] as const,
  );
  const digest = createHash('sha512')
    .update(createHash('sha256').update('sops').digest())
    .update(data.map(([, value]) => value).join(''))
    .digest('hex')
    .toUpperCase();
  if (decryptValue(mac, key, lastmodified) !== digest) {
    throw new Error('the digest is another');
  }
  return Object.fromEntries(data.map(([name, value]) => [name, Buffer.from(value, 'base64').toString('utf8')]));
}

function decryptValue(value: string, key: Buffer, path: string): string {
  if (value === '') {
    return '';
  }
  const [encrypted, nonce, tag] = /^ENC\[AES256_GCM,data:(.+),iv:(.+),tag:(.+),type:str\]$/
    .exec(value)!
    .slice(1)
    .map(part => Buffer.from(part, 'base64'));
  const decipher = createDecipheriv('aes-256-gcm', key, nonce!).setAAD(Buffer.from(path)).setAuthTag(tag!);
  return Buffer.concat([decipher.update(encrypted!), decipher.final()]).toString('utf8');
}
