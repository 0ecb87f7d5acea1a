import { Complaint } from '../../errors';

const VARIABLE = 'EXTENSION_API_SERVER_PKI';

/**
 * A key that CI mints is lost with the machine, and the next run mints another: production would break at every pipeline. So missing
 * state is an error under CI, as a missing snapshot is for jest; a project that keeps no certificates says so by name.
 */
export function checkMintingAllowed(environment: NodeJS.ProcessEnv, location: string): Complaint | undefined {
  const choice = environment[VARIABLE];
  if (choice !== undefined && choice !== 'ephemeral' && choice !== '') {
    return { must: `${VARIABLE} must be "ephemeral" or unset`, got: choice, fix: 'unset it unless this project keeps no certificates' };
  }
  const ci = environment.CI !== undefined && !['', '0', 'false'].includes(environment.CI.toLowerCase());
  return ci && choice !== 'ephemeral'
    ? { must: `${location} must be committed: under CI no key is minted`, got: 'no such folder', fix: 'run synth on your machine and commit the folder' }
    : undefined;
}
