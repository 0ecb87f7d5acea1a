// npm run conformance:certificates: node, openssl and Go verify what is emitted.
import { parseArgs } from 'node:util';
import { CERTIFICATE_VERIFIER } from '../cluster/binaries';
import { built } from '../cluster/builds';
import { run } from '../cluster/command';
import { step } from '../cluster/progress';
import * as fc from 'fast-check';
import { withGo } from './go-verifier';
import { interoperate } from './interop/interoperate';
import { makePool, takeRsaKeysFrom } from './key-pool';
import { plantFaults } from './planted-part';
import { arbitrary, problems } from './random-run';
import { runRandomly } from './random-part';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string' }, only: { type: 'string' } },
});

async function main(): Promise<boolean> {
  // The library asks the environment whether keys may be minted.
  delete process.env.CI;
  delete process.env.EXTENSION_API_SERVER_PKI;
  await checkOpenssl();
  const verifier = await built(CERTIFICATE_VERIFIER);
  const seed = whole('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)));
  const pool = await step('making RSA keys', async () => makePool());
  takeRsaKeysFrom(pool);
  if (values.only !== undefined) {
    return one(verifier, seed, whole('only', values.only));
  }
  const agreed = await step('every field, as node, openssl and Go read it', () => interoperate(verifier));
  const noticed = await step('faults put in, to see whether the verifiers reject them', () => plantFaults(verifier));
  process.stderr.write(`random configurations: again with --seed ${seed}\n`);
  const held = await runRandomly({ seed, count: whole('count', values.count), verifier, pool });
  return agreed && noticed && held;
}

/** One of the random configurations again, as it was drawn. */
async function one(verifier: string, seed: number, number: number): Promise<boolean> {
  const [configuration] = fc.sample(arbitrary, { seed, numRuns: 1, path: String(number) });
  const says = configuration ? await withGo(verifier, go => problems(configuration, go)) : [];
  process.stdout.write(
    `${fc.stringify(configuration)}\n${says.length === 0 ? 'nothing is wrong with it' : says.join('\n')}\n`,
  );
  return says.length === 0;
}

async function checkOpenssl(): Promise<void> {
  const version = await run('openssl', ['version']).catch(() => 'none');
  if (!/^OpenSSL [3-9]/.test(version)) {
    throw new Error(
      `the certificate checks need OpenSSL 3 or later, got "${version.trim()}"; apt-get install -y openssl`,
    );
  }
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new Error(`--${name} must be a whole number, got "${text}"; leave it out for the default`);
  }
  return number;
}

main().then(
  well => {
    process.exitCode = well ? 0 : 1;
  },
  (error: Error) => {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 1;
  },
);
