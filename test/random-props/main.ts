// npm run conformance:props -- [--count 20000] [--seed 1]: more of what the test next to it tries.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tryProps } from './random-run';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
const [count, first] = [Number(values.count), Number(values.seed)];
// Keys of a front proxy go to the working directory.
process.chdir(mkdtempSync(join(tmpdir(), 'random-props-')));
process.stderr.write = () => true;

let accepted = 0;
let slowest = 0;
const faults: string[] = [];
for (let seed = first; seed < first + count; seed += 1) {
  const outcome = tryProps(seed);
  accepted += outcome.accepted ? 1 : 0;
  slowest = Math.max(slowest, outcome.milliseconds);
  if (outcome.fault !== undefined) faults.push(`seed ${seed}: ${outcome.fault}`);
}
faults.slice(0, 20).forEach(fault => console.log(fault));
console.log(
  `${count} random configurations from seed ${first}: ${accepted} gave valid manifests, ${count - accepted - faults.length} one line, ` +
    `${faults.length} neither; the slowest took ${Math.round(slowest)} ms`,
);
process.exitCode = faults.length === 0 && accepted > count / 20 ? 0 : 1;
