// RSA keys take up to seconds to make, so thousands of configurations share a dozen of them. Signing and everything
// else is real.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Algorithm, ALGORITHMS, AlgorithmName, Key } from '../../lib/pki/algorithm';
import { keyText } from '../../lib/pki/slots';

/** Odd numbers, so that a CA and what it signs never take turns with the same two keys. */
const SIZES = { RSA_2048: 5, RSA_3072: 3, RSA_4096: 3 } as const satisfies {
  readonly [name in AlgorithmName]?: number;
};

/** PKCS #8 as PEM, by algorithm: what one process can hand to another. */
export type Pool = { readonly [name in keyof typeof SIZES]: readonly string[] };

const NAMES = Object.keys(SIZES) as (keyof typeof SIZES)[];

export function makePool(): Pool {
  return Object.fromEntries(
    NAMES.map(name => [
      name,
      Array.from({ length: SIZES[name] }, () => keyText(ALGORITHMS[name].generate().privateKey)),
    ]),
  ) as unknown as Pool;
}

/** From now on minting takes RSA keys from the pool, one after the other. Returns what undoes it. */
export function takeRsaKeysFrom(pool: Pool): () => void {
  const undo = NAMES.map(name => {
    const algorithm = ALGORITHMS[name] as { -readonly [field in keyof Algorithm]: Algorithm[field] };
    const { generate } = algorithm;
    const keys = pool[name].map(parsed);
    let next = 0;
    algorithm.generate = () => keys[next++ % keys.length] as Key;
    return () => {
      algorithm.generate = generate;
    };
  });
  return () => undo.forEach(one => one());
}

function parsed(pem: string): Key {
  const privateKey = createPrivateKey(pem);
  return { privateKey, spki: createPublicKey(pem).export({ format: 'der', type: 'spki' }) };
}
