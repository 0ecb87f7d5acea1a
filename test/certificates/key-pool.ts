// RSA keys take up to seconds to make, so thousands of configurations share some dozen of them. Signing and everything else is real.
import { Algorithm, ALGORITHMS, AlgorithmName, Key } from '../../lib/pki/algorithm';

/** Odd numbers, so that a CA and what it signs never take turns with the same two keys. */
const KEYS: { readonly [name in AlgorithmName]?: number } = { RSA_2048: 7, RSA_3072: 5, RSA_4096: 3 };

type Changeable = { -readonly [field in keyof Algorithm]: Algorithm[field] };

/** From now on minting takes RSA keys from a pool that fills as it is used. Returns what undoes it. */
export function poolRsaKeys(): () => void {
  const undo = Object.entries(KEYS).map(([name, size]) => {
    const algorithm = ALGORITHMS[name as AlgorithmName] as Changeable;
    const { generate } = algorithm;
    const pool: Key[] = [];
    let next = 0;
    algorithm.generate = () => {
      const index = next++ % size;
      return pool[index] ??= generate();
    };
    return () => { algorithm.generate = generate; };
  });
  return () => undo.forEach(one => one());
}
