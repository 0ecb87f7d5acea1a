// Runs every planted fault, and lists those that nobody noticed.
import { withGo } from './go-verifier';
import { Rejection } from './served-pair';
import { runConfiguration } from './run-configuration';
import { PlantedFault, plantedFaults } from './planted-faults';
import { inOwnFolder, verifyAll } from './random-run';

export async function plantFaults(verifier: string): Promise<boolean> {
  const faults = plantedFaults();
  const missed: string[] = [];
  await withGo(verifier, async go => {
    for (const fault of faults) {
      const result = inOwnFolder(() => runConfiguration(fault.configuration, fault.run));
      missed.push(...missedOf(fault, result.faults, await verifyAll(result.pairs, go)));
    }
  });
  process.stdout.write(
    `faults put in to see whether the verifiers reject them: ${faults.length}, and they missed ` +
      `${missed.length}\n${missed.map(line => `${line}\n`).join('')}`,
  );
  return missed.length === 0;
}

export function missedOf(
  { fault, rejections }: PlantedFault,
  faults: readonly string[],
  verified: readonly Rejection[],
): string[] {
  const said = [...faults.map(says => ({ by: 'synth', says })), ...verified];
  return rejections
    .filter(([by, says]) => !said.some(one => one.by === by && one.says.includes(says)))
    .map(
      ([by, says]) =>
        `${by} must reject ${fault}${says && ` ("${says}")`}, got ` +
        `${said.map(one => `${one.by}: ${one.says}`).join(' | ') || 'silence'}`,
    );
}
