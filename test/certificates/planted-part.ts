// Plays every planted fault, and says which of them nobody noticed.
import { withGo } from './go-verdict';
import { Objection } from './exhibit';
import { play } from './play';
import { PlantedFault, plantedFaults } from './planted-faults';
import { inOwnFolder, verdicts } from './random-run';

export async function plantFaults(verifier: string): Promise<boolean> {
  const faults = plantedFaults();
  const missed: string[] = [];
  await withGo(verifier, async go => {
    for (const fault of faults) {
      const played = inOwnFolder(() => play(fault.configuration, fault.run));
      missed.push(...missedOf(fault, played.faults, await verdicts(played.exhibits, go)));
    }
  });
  process.stdout.write(
    `faults put in to see whether the judges object: ${faults.length}, and they missed ${missed.length}\n${missed.map(line => `${line}\n`).join('')}`,
  );
  return missed.length === 0;
}

export function missedOf(
  { fault, objections }: PlantedFault,
  faults: readonly string[],
  verdicts: readonly Objection[],
): string[] {
  const said = [...faults.map(says => ({ by: 'synth', says })), ...verdicts];
  return objections
    .filter(([by, says]) => !said.some(one => one.by === by && one.says.includes(says)))
    .map(
      ([by, says]) =>
        `${by} must object to ${fault}${says && ` ("${says}")`}, got ${said.map(one => `${one.by}: ${one.says}`).join(' | ') || 'silence'}`,
    );
}
