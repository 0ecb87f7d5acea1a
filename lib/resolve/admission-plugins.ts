import { Complaint, refuse } from '../errors';
import { nearest } from '../input/nearest';

const DISABLE = '--disable-admission-plugins';
const ENABLE = '--enable-admission-plugins';

/**
 * Plug-ins of every server built on k8s.io/apiserver; a server may register others.
 * https://github.com/kubernetes/apiserver/blob/v0.36.0/pkg/server/plugins.go
 */
const GENERIC = [
  'MutatingAdmissionPolicy',
  'MutatingAdmissionWebhook',
  'NamespaceLifecycle',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionWebhook',
];

export interface AdmissionArgs {
  /** The flag with the plug-ins of the prop and of the user's args; none where the prop names none. */
  readonly ours: readonly string[];
  /** The user's args without the flag that is joined with ours. */
  readonly theirs: readonly string[];
}

/** One flag for the prop and for a flag in args. */
export function admissionArgs(
  path: string,
  plugins: readonly string[] | undefined,
  args: readonly string[],
): AdmissionArgs {
  if (plugins === undefined || plugins.length === 0) {
    return { ours: [], theirs: args };
  }
  refuse(path, checkNames(plugins) ?? checkNotEnabled(plugins, valuesOf(ENABLE, args)));
  const disabled = [...new Set([...plugins, ...valuesOf(DISABLE, args)])];
  return {
    ours: [`${DISABLE}=${disabled.join(',')}`],
    theirs: args.filter((arg, at) => !isFlag(DISABLE, arg) && args[at - 1] !== DISABLE),
  };
}

function checkNames(plugins: readonly string[]): Complaint | undefined {
  const wrong = plugins.find(name => !/^[A-Za-z][A-Za-z0-9]*$/.test(name));
  if (wrong !== undefined) {
    return {
      must: 'disableAdmissionPlugins must hold names of admission plug-ins, each of letters and digits',
      got: wrong,
      fix: `use names such as ${GENERIC.join(', ')}`,
    };
  }
  const misspelt = plugins.find(name => !GENERIC.includes(name) && nearest(name, GENERIC) !== undefined);
  if (misspelt !== undefined) {
    return {
      must: 'disableAdmissionPlugins must hold names of admission plug-ins: a server refuses to start with one that it does not know',
      got: misspelt,
      fix: `did you mean "${nearest(misspelt, GENERIC)}"?`,
    };
  }
  const twice = plugins.find((name, at) => plugins.indexOf(name) !== at);
  return twice === undefined
    ? undefined
    : { must: 'disableAdmissionPlugins must hold each name once', got: twice, fix: 'remove one of them' };
}

function checkNotEnabled(plugins: readonly string[], enabled: readonly string[]): Complaint | undefined {
  const both = plugins.find(name => enabled.includes(name));
  return both === undefined
    ? undefined
    : {
        must: `disableAdmissionPlugins must not hold what args enable with ${ENABLE}: the server refuses to start`,
        got: both,
        fix: 'remove one of the two',
      };
}

/** All values of a flag: it may be given several times, as `--flag=a,b` or as `--flag` and `a,b`. */
function valuesOf(flag: string, args: readonly string[]): string[] {
  return args
    .flatMap((arg, at) => (arg === flag ? [args[at + 1] ?? ''] : isFlag(flag, arg) ? [arg.slice(flag.length + 1)] : []))
    .flatMap(value => value.split(','))
    .filter(value => value !== '');
}

function isFlag(flag: string, arg: string): boolean {
  return arg === flag || arg.startsWith(`${flag}=`);
}
