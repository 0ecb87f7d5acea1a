import { Complaint } from '../errors';

const flagOf = (arg: string): string => arg.split('=')[0] ?? arg;

/** A flag from the user replaces ours of the same name. */
export function joinArgs(ours: readonly string[], theirs: readonly string[]): string[] {
  const flags = new Set(theirs.filter(arg => arg.startsWith('-')).map(flagOf));
  return [...ours.filter(arg => !flags.has(flagOf(arg))), ...theirs];
}

/** The flag of every server built on k8s.io/apiserver. It is checked even if `secureServing` sets no port flag. */
const SECURE_PORT = '--secure-port';

/**
 * Probes, Service and NetworkPolicy follow the prop `port`. With another port in a flag nobody would reach the server. A
 * shell's command line is one argument.
 */
export function checkPortFlag(
  prop: string,
  ours: readonly string[],
  given: readonly string[] | undefined,
  port: number,
): Complaint | undefined {
  const theirs = given?.flatMap(text => text.trim().split(/\s+/)) ?? [];
  const flags = [SECURE_PORT, ...ours.filter(arg => arg.endsWith(`=${port}`)).map(flagOf)];
  const index = theirs.findIndex(
    (arg, at) => flags.includes(flagOf(arg)) && contradicts(valueOf(arg, theirs[at + 1]), port),
  );
  const arg = theirs[index];
  return arg === undefined
    ? undefined
    : {
        must: `${prop} must agree with the prop port, which is ${port}`,
        got: arg.includes('=') ? arg : [arg, theirs[index + 1] ?? ''].join(' '),
        fix: 'set port and leave the flag out',
      };
}

/** `--flag=value`, or `--flag` and its value in the next argument. */
function valueOf(arg: string, next: string | undefined): string | undefined {
  return arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : next;
}

/**
 * Only the cluster knows the value of a variable reference such as `$(PORT)`:
 * https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/
 */
function contradicts(value: string | undefined, port: number): boolean {
  return value !== String(port) && !value?.includes('$(');
}
