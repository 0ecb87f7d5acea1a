// Sends GET requests over several connections, one at a time on each, until its standard input closes. Prints a report
// as a line of JSON every second; the last line is the result. load.ts starts it in the cluster's network.
//
// It repeats a request after a response with Retry-After, as client-go does: a server that stops sends such responses
// on connections that are still open.
// https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/server/filters/waitgroup.go
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { LoadReport } from './load';

/** On a busy machine the slowest of thousands of requests took 0.2 s. */
const REQUEST_SECONDS = 10;
/** As client-go: https://github.com/kubernetes/client-go/blob/v0.34.2/rest/request.go */
const MOST_RETRIES = 10;
const LONGEST_BODY = 300;
const MOST_FAILURES = 5;

interface Target {
  readonly agent: Agent;
  readonly url: URL;
  readonly headers: Record<string, string>;
}

function targetOf(kubeconfig: string, path: string, token: string | undefined): Target {
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, 'utf8')) as {
    clusters: [{ cluster: { server: string; 'certificate-authority-data': string } }];
    users: [{ user: { 'client-certificate-data'?: string; 'client-key-data'?: string; token?: string } }];
  };
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  const pem = (base64?: string) => (base64 === undefined ? undefined : Buffer.from(base64, 'base64'));
  const bearer = token ?? user.token;
  const byToken = bearer !== undefined;
  return {
    url: new URL(path, cluster.server),
    headers: { Accept: 'application/json', ...(byToken ? { Authorization: `Bearer ${bearer}` } : {}) },
    agent: new Agent({
      keepAlive: true,
      maxSockets: 1,
      ca: pem(cluster['certificate-authority-data']),
      ...(byToken ? {} : { cert: pem(user['client-certificate-data']), key: pem(user['client-key-data']) }),
    }),
  };
}

interface Answer {
  /** The status, or why there is none. */
  readonly status: string;
  readonly retryAfterSeconds?: number;
  /** The body of a response with another status than 200. */
  readonly body: string;
}

function get({ agent, url, headers }: Target): Promise<Answer> {
  return new Promise(resolve => {
    const broken = (status: string): void => resolve({ status, body: '' });
    const sent = request(url, { agent, headers, timeout: REQUEST_SECONDS * 1000 }, response => {
      const failed = response.statusCode !== 200;
      const chunks: Buffer[] = [];
      response.on('error', (error: NodeJS.ErrnoException) => broken(`cut off: ${error.code ?? error.message}`));
      response.on('data', (chunk: Buffer) => {
        if (failed) chunks.push(chunk);
      });
      response.on('end', () =>
        resolve({
          status: String(response.statusCode),
          retryAfterSeconds:
            response.headers['retry-after'] === undefined ? undefined : Number(response.headers['retry-after']),
          body: Buffer.concat(chunks).toString().replace(/\s+/g, ' ').slice(0, LONGEST_BODY).trim(),
        }),
      );
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${REQUEST_SECONDS} s`)));
    sent.on('error', (error: NodeJS.ErrnoException) => broken(error.code ?? error.message));
    sent.end();
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kubeconfig: { type: 'string', default: '' },
      path: { type: 'string', default: '/' },
      token: { type: 'string' },
      connections: { type: 'string', default: '4' },
    },
  });
  const started = performance.now();
  const answers: Record<string, number> = {};
  let requests = 0;
  let retries = 0;
  let slowest = 0;
  const firstFailures: string[] = [];
  let lastFailureAt: number | undefined;
  let running = true;
  const report = (): LoadReport => {
    const failures = requests - (answers['200'] ?? 0);
    return {
      requests,
      retries,
      failures,
      answers,
      seconds: (performance.now() - started) / 1000,
      slowestMilliseconds: Math.round(slowest),
      firstFailures,
      lastFailureAt,
    };
  };
  const connection = async (): Promise<void> => {
    const target = targetOf(values.kubeconfig, values.path, values.token);
    while (running) {
      const sent = performance.now();
      let answer = await get(target);
      for (let attempt = 0; attempt < MOST_RETRIES && answer.retryAfterSeconds !== undefined; attempt += 1) {
        retries += 1;
        await sleep(answer.retryAfterSeconds * 1000);
        answer = await get(target);
      }
      requests += 1;
      answers[answer.status] = (answers[answer.status] ?? 0) + 1;
      slowest = Math.max(slowest, performance.now() - sent);
      if (answer.status !== '200') {
        const now = new Date();
        lastFailureAt = now.getTime();
        if (firstFailures.length < MOST_FAILURES)
          firstFailures.push(`${now.toISOString()} ${answer.status} ${answer.body}`);
      }
    }
    target.agent.destroy();
  };
  const reporting = setInterval(() => process.stdout.write(`${JSON.stringify(report())}\n`), 1000);
  process.stdin.resume().on('end', () => {
    running = false;
  });
  await Promise.all(Array.from({ length: Number(values.connections) }, connection));
  clearInterval(reporting);
  process.stdout.write(`${JSON.stringify(report())}\n`);
}

void main();
