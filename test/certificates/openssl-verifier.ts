// openssl as a verifier. One shell for many pairs and one process a bundle: starting them is most of the work.
import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../cluster/command';
import { blocks, ServedPair, Rejection } from './served-pair';
import { scratchFolder } from './scratch';

/**
 * Level 2 is what Debian and Ubuntu ask for: 112 bits, and no SHA-1.
 * https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/
 */
const ALWAYS = '-auth_level 2 -purpose sslserver -no-CApath -no-CAstore';
/** Go takes any certificate of the bundle for an anchor, and users may have such a bundle; openssl needs this flag. */
const OF_OTHERS = '-partial_chain';
const OURS = '-x509_strict';

export async function opensslRejections(pairs: readonly ServedPair[]): Promise<Rejection[]> {
  if (pairs.length === 0) {
    return [];
  }
  const folder = scratchFolder('openssl');
  try {
    const chains = await aboutChains(folder, pairs);
    const keys = await aboutKeys(folder, pairs);
    return pairs.flatMap((pair, index) =>
      [pair.openssl === 'agrees' ? chains[index] : undefined, keys[index]]
        .filter(says => says !== undefined)
        .map(says => ({ pair, by: 'openssl' as const, says })),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function aboutChains(folder: string, pairs: readonly ServedPair[]): Promise<(string | undefined)[]> {
  const commands = new Map<string, string[]>();
  pairs.forEach(({ bundle, certificate, dnsNames: [name = ''], ours }, index) => {
    const [leaf = '', ...intermediates] = blocks(certificate);
    writeFileSync(join(folder, `${index}.crt`), `${leaf}\n`);
    const untrusted = intermediates.length > 0 ? `-untrusted ${write(folder, intermediates.join('\n'))}` : '';
    const command =
      `openssl verify ${ours ? OURS : OF_OTHERS} ${ALWAYS} -verify_hostname '${name}' -CAfile ` +
      `${write(folder, bundle)} ${untrusted}`;
    commands.set(command, [...(commands.get(command) ?? []), `${index}.crt`]);
  });
  const answers = await shell(
    folder,
    [...commands].map(([command, leaves]) => `${command} ${leaves.join(' ')}`),
  );
  return pairs.map((_, index) => {
    if (answers.includes(`\n${index}.crt: OK\n`)) {
      return undefined;
    }
    // Why is on the line before.
    return new RegExp(`^(.*)\n(?:error )?${index}\\.crt: verification failed$`, 'm').exec(answers)?.[1] ?? 'no answer';
  });
}

/** A key is looked at once: those of RSA come from a pool, and openssl takes long to prove that a number is prime. */
const looked = new Map<string, { readonly valid: boolean; readonly publicKey: string }>();

async function aboutKeys(folder: string, pairs: readonly ServedPair[]): Promise<(string | undefined)[]> {
  const unknown = [
    ...new Set(
      pairs.flatMap(({ privateKey }) => (privateKey === undefined || looked.has(idOf(privateKey)) ? [] : [privateKey])),
    ),
  ];
  unknown.forEach((privateKey, index) => writeFileSync(join(folder, `${index}.key`), privateKey));
  const answers = await shell(
    folder,
    unknown.map(
      (_, index) =>
        `openssl pkey -in ${index}.key -passin pass: -check -pubout -out ${index}.pub && echo ${index}.key: sound`,
    ),
  );
  unknown.forEach((privateKey, index) => {
    const valid = answers.includes(`\n${index}.key: sound\n`);
    looked.set(idOf(privateKey), { valid, publicKey: valid ? readFileSync(join(folder, `${index}.pub`), 'utf8') : '' });
  });
  return pairs.map(({ privateKey, certificate }) => {
    const found = privateKey === undefined ? undefined : looked.get(idOf(privateKey));
    if (found === undefined || !found.valid) {
      return found && 'a key that fails its check';
    }
    return createPublicKey(found.publicKey).equals(new X509Certificate(certificate).publicKey)
      ? undefined
      : 'the key of another certificate';
  });
}

/** Everything that they say, whichever way, as whole lines. */
async function shell(folder: string, commands: readonly string[]): Promise<string> {
  const { stdout } = await attempt('sh', ['-s'], { cwd: folder, stdin: `exec 2>&1\n${commands.join('\n')}\n` });
  return `\n${stdout}`;
}

/** Named by its content, so that pairs with one bundle are verified by one process. */
function write(folder: string, text: string): string {
  const name = `${idOf(text)}.pem`;
  writeFileSync(join(folder, name), text);
  return name;
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
