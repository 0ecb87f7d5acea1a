/** Name of the command line program. */
export const PROGRAM = 'cdk8s-extension-api-server';

/** How people run the program where the package is installed. */
export const COMMAND = `npx ${PROGRAM}`;

/** How people run synth. */
export const SYNTH = 'npx cdk8s synth';

/** Commands for one server, `<namespace>/<name>`, as errors and notices quote them. */
export function rotateCommand(server: string): string {
  return `"${COMMAND} pki rotate ${server}"`;
}

export function forgetStandbyCommand(server: string): string {
  return `"${COMMAND} pki forget ${server} --standby"`;
}

export function handOutCommand(server: string, slot: 'current' | 'standby'): string {
  return `"${COMMAND} pki hand-out ${server}${slot === 'standby' ? ' --slot standby' : ''}"`;
}
