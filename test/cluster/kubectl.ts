// The interface of tests to any cluster.
import { type Attempt, type CommandOptions, attempt, run } from './command';
import { PATIENCE_SECONDS } from './eventually';

export interface Cluster {
  readonly kubeconfig: string;
  /** Returns kubectl's stdout; throws with its stderr if it fails. */
  kubectl(args: readonly string[], options?: CommandOptions): Promise<string>;
  /** Like `kubectl`, but returns a failure instead of throwing. */
  tryKubectl(args: readonly string[], options?: CommandOptions): Promise<Attempt>;
  /** YAML text or objects. */
  apply(manifests: string | readonly object[], ...flags: string[]): Promise<string>;
  /** `waitFor('deployment/wardle', 'condition=Available', '--namespace=wardle')` */
  waitFor(what: string, condition: string, ...flags: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** `kubectlLine` is the command line of kubectl, including the commands that enter the cluster's network. */
export function clusterThrough(kubectlLine: readonly string[], kubeconfig: string, stop: () => Promise<void>): Cluster {
  const line = (args: readonly string[]): [string, string[]] => {
    const [command, ...rest] = [...kubectlLine, '--kubeconfig', kubeconfig, ...args];
    return [command as string, rest];
  };
  const kubectl = (args: readonly string[], options?: CommandOptions) => run(...line(args), options);
  return {
    kubeconfig,
    kubectl,
    tryKubectl: (args, options) => attempt(...line(args), options),
    apply: (manifests, ...flags) =>
      kubectl(['apply', '-f', '-', ...flags], {
        stdin:
          typeof manifests === 'string'
            ? manifests
            : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }),
      }),
    waitFor: async (what, condition, ...flags) => {
      const timeout = flags.some(flag => flag.startsWith('--timeout')) ? [] : [`--timeout=${PATIENCE_SECONDS}s`];
      await kubectl(['wait', what, `--for=${condition}`, ...timeout, ...flags]);
    },
    stop,
  };
}
