// Sends requests through kube-apiserver while a test changes something, and counts failures.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { OwnCluster } from './cluster';
import { eventually } from './eventually';
import { REPOSITORY } from './folders';

export interface LoadReport {
  readonly requests: number;
  /**
   * Requests repeated because of a Retry-After header, as client-go does.
   */
  readonly retries: number;
  /** Responses other than 200, and requests without a response. */
  readonly failures: number;
  /** Number of responses by status or error. */
  readonly answers: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly slowestMilliseconds: number;
  /** Time and text of the first failures. */
  readonly firstFailures: readonly string[];
  /** Time of the last failure, as `Date.now()`. */
  readonly lastFailureAt?: number;
}

export interface Load {
  /** The report up to a second ago. */
  soFar(): LoadReport;
  /** Waits until this many requests have ended. */
  reached(requests: number): Promise<void>;
  stop(): Promise<LoadReport>;
}

export interface LoadOptions {
  /** `/apis/wardle.example.com/v1alpha1/flunders` */
  readonly path: string;
  readonly connections?: number;
  /** Instead of the kubeconfig's client certificate. */
  readonly token?: string;
  readonly kubeconfig?: string;
}

const NOTHING_YET: LoadReport = {
  requests: 0,
  retries: 0,
  failures: 0,
  answers: {},
  seconds: 0,
  slowestMilliseconds: 0,
  firstFailures: [],
};

export async function startLoad(cluster: OwnCluster, options: LoadOptions): Promise<Load> {
  const { path, connections = 4, token, kubeconfig = cluster.kubeconfig } = options;
  const child = spawn(
    'nsenter',
    [
      `--net=/run/netns/${cluster.namespace}`,
      '--',
      process.execPath,
      '--import',
      'tsx',
      join(__dirname, 'load-generator.ts'),
      `--kubeconfig=${kubeconfig}`,
      `--path=${path}`,
      `--connections=${connections}`,
      ...(token === undefined ? [] : [`--token=${token}`]),
    ],
    { cwd: REPOSITORY, stdio: ['pipe', 'pipe', 'inherit'], detached: true },
  );
  let latest = NOTHING_YET;
  let unfinished = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (unfinished + chunk.toString()).split('\n');
    unfinished = lines.pop() ?? '';
    const last = lines.at(-1);
    if (last !== undefined) latest = JSON.parse(last) as LoadReport;
  });
  const ended = new Promise<void>(resolve => {
    child.once('close', () => resolve());
  });
  const reached = (requests: number) =>
    eventually(`${requests} requests were sent`, () => {
      if (child.exitCode !== null) throw new Error(`load: the generator ended with ${child.exitCode}`);
      return Promise.resolve(latest.requests >= requests);
    });
  await reached(1);
  return {
    soFar: () => latest,
    reached,
    stop: async () => {
      child.stdin.end();
      await ended;
      return latest;
    },
  };
}
