import { Complaint } from '../../errors';

const VARIABLE = 'EXTENSION_API_SERVER_PKI';
const ON_YOUR_MACHINE = 'run synth on your machine and commit the folder';

/**
 * A key that CI mints is lost with the machine, and the next run mints another: every pipeline would break production.
 * So missing state is an error under CI, unless the project sets EXTENSION_API_SERVER_PKI=ephemeral.
 */
export function checkMintingAllowed(
  environment: NodeJS.ProcessEnv,
  location: string,
  missing = 'no such folder',
): Complaint | undefined {
  return (
    checkChoice(environment) ??
    (writesAllowed(environment)
      ? undefined
      : { must: `${location} must be committed: under CI no key is minted`, got: missing, fix: ON_YOUR_MACHINE })
  );
}

/** An error for the same reason: each encryption gives another ciphertext. */
export function checkEncryptingAllowed(environment: NodeJS.ProcessEnv, location: string): Complaint | undefined {
  return (
    checkChoice(environment) ??
    (writesAllowed(environment)
      ? undefined
      : {
          must: `${location} must be committed with its encrypted key: under CI nothing is encrypted`,
          got: 'none that fits',
          fix: ON_YOUR_MACHINE,
        })
  );
}

function checkChoice(environment: NodeJS.ProcessEnv): Complaint | undefined {
  const choice = environment[VARIABLE];
  return choice !== undefined && choice !== 'ephemeral' && choice !== ''
    ? {
        must: `${VARIABLE} must be "ephemeral" or unset`,
        got: choice,
        fix: 'unset it unless this project keeps no certificates',
      }
    : undefined;
}

function writesAllowed(environment: NodeJS.ProcessEnv): boolean {
  const ci = environment.CI !== undefined && !['', '0', 'false'].includes(environment.CI.toLowerCase());
  return !ci || environment[VARIABLE] === 'ephemeral';
}
