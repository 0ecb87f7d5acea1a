// Requests through kube-apiserver while a test changes things: what fails is counted.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { OwnCluster } from './cluster';
import { eventually } from './eventually';
import { REPOSITORY } from './folders';

export interface LoadReport {
  readonly requests: number;
  /**
   * How often a server asked for a request to be repeated a moment later, which clients of Kubernetes do by themselves.
   */
  readonly retries: number;
  /** Every answer but 200, and every request without an answer. */
  readonly failures: number;
  /** How many of each status or error. */
  readonly answers: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly slowestMilliseconds: number;
  /** When the first failures happened and what they were. */
  readonly firstFailures: readonly string[];
  /** When the last one happened, as `Date.now()` says it. */
  readonly lastFailureAt?: number;
}

export interface Load {
  /** How it went up to a second ago. */
  soFar(): LoadReport;
  /** Waits until this many requests have been answered or failed. */
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
