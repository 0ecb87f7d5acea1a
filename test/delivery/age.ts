import { spawnSync } from 'node:child_process';
import { createDecipheriv, createHash } from 'node:crypto';
import { join } from 'node:path';
import { JsonObject, Strings } from '../../lib/manifest';

export interface AgeIdentity {
  readonly identity: string;
  readonly recipient: string;
}

/** The library of age is a module of ECMAScript, which jest cannot load. `program` gets `input` and its value comes back. */
function withAge<Output>(program: string, input: unknown): Output {
  const source = `import * as age from 'age-encryption'; import { readFileSync } from 'node:fs'; const input = JSON.parse(readFileSync(0, 'utf8')); console.log(JSON.stringify(await (${program})(input)));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], { input: JSON.stringify(input), encoding: 'utf8', cwd: join(__dirname, '..', '..') });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as Output;
}

export function ageIdentities(x25519: number, postQuantum = 0): AgeIdentity[] {
  return withAge(`([x25519, postQuantum]) => Promise.all([
    ...Array.from({ length: x25519 }, () => age.generateX25519Identity()),
    ...Array.from({ length: postQuantum }, () => age.generateHybridIdentity()),
  ].map(async made => { const identity = await made; return { identity, recipient: await age.identityToRecipient(identity) }; }))`, [x25519, postQuantum]);
}

/** Each armored file, decrypted: base64. */
export function ageDecrypt(files: readonly { readonly identity: string; readonly armored: string }[]): string[] {
  return withAge(`files => Promise.all(files.map(async ({ identity, armored }) => {
    const decrypter = new age.Decrypter();
    decrypter.addIdentity(identity);
    try {
      return Buffer.from(await decrypter.decrypt(age.armor.decode(armored))).toString('base64');
    } catch (error) {
      return error.message;
    }
  }))`, files);
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

/** Our own reading of the format: the data that was encrypted, if the digest over it says that nobody changed it. */
export function sopsDecrypt(document: JsonObject, key: Buffer): Strings {
  const { mac, lastmodified } = stanzaOf(document);
  const data = Object.entries(document.data as Strings).map(([name, value]) => [name, decryptValue(value, key, `data:${name}:`)] as const);
  const digest = createHash('sha512').update(createHash('sha256').update('sops').digest()).update(data.map(([, value]) => value).join('')).digest('hex').toUpperCase();
  if (decryptValue(mac, key, lastmodified) !== digest) {
    throw new Error('the digest is another');
  }
  return Object.fromEntries(data.map(([name, value]) => [name, Buffer.from(value, 'base64').toString('utf8')]));
}

function decryptValue(value: string, key: Buffer, path: string): string {
  if (value === '') {
    return '';
  }
  const [encrypted, nonce, tag] = /^ENC\[AES256_GCM,data:(.+),iv:(.+),tag:(.+),type:str\]$/.exec(value)!.slice(1).map(part => Buffer.from(part, 'base64'));
  const decipher = createDecipheriv('aes-256-gcm', key, nonce!).setAAD(Buffer.from(path)).setAuthTag(tag!);
  return Buffer.concat([decipher.update(encrypted!), decipher.final()]).toString('utf8');
}
