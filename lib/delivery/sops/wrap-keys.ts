import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { Complaint } from '../../errors';

/**
 * The library of age is asynchronous and an ECMAScript module, which a construct cannot call, so it runs in a child
 * process. Keys go through pipes, because other users can read arguments, environment and disk.
 */
const PROGRAM = `
import { text } from 'node:stream/consumers';
const { library, keys, recipients } = JSON.parse(await text(process.stdin));
const { armor, Encrypter } = await import(library);
const wrap = async (key, recipient) => {
  try {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    return armor.encode(await encrypter.encrypt(new Uint8Array(Buffer.from(key, 'base64'))));
  } catch (error) {
    throw new Error(recipient + ': ' + error.message);
  }
};
const wrapped = await Promise.all(keys.map(key => Promise.all(recipients.map(recipient => wrap(key, recipient)))));
process.stdout.write(JSON.stringify(wrapped));
`;

/** A hanging process must not block synth. Loading the library and encrypting take 0.3 s. */
const LONGEST_MILLISECONDS = 60_000;

/** Each key, encrypted for each recipient, as an armored file of age. */
export function wrapKeys(
  keys: readonly Buffer[],
  recipients: readonly string[],
): readonly (readonly string[])[] | Complaint {
  const library = pathToFileURL(require.resolve('age-encryption')).href;
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    input: JSON.stringify({ library, keys: keys.map(key => key.toString('base64')), recipients }),
    // NODE_OPTIONS (a debugger, a loader, a preloaded module) is meant for the parent and may write to standard output.
    env: { ...process.env, NODE_OPTIONS: undefined },
    encoding: 'utf8',
    timeout: LONGEST_MILLISECONDS,
    windowsHide: true,
    maxBuffer: Infinity,
  });
  if (child.status === 0) {
    return JSON.parse(child.stdout) as string[][];
  }
  const reason =
    child.error?.message ??
    /^\w*Error\b.*$/m.exec(child.stderr)?.[0] ??
    `exit code ${child.status ?? child.signal ?? 'unknown'}`;
  return {
    must: 'age must be able to encrypt for its recipients',
    got: reason,
    fix: 'compare them with what age-keygen -y prints, and let synth start a process of Node',
  };
}
