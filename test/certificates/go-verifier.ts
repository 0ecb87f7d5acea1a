// Go's crypto/x509 and crypto/tls, which kube-apiserver verifies with: one process that answers a line for a line.
import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface, Interface } from 'node:readline';
import { blocks, ServedPair, Rejection } from './served-pair';

/** The fields that Go reads in a certificate: test/cluster/go/verify/facts.go. */
export interface GoFacts {
  readonly [field: string]: string | boolean | number | null | readonly string[];
}

interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly chain?: readonly GoFacts[];
  readonly roots?: readonly GoFacts[];
}

/** A verifier for as long as the work takes, whatever becomes of it. */
export async function withGo<T>(program: string, work: (go: GoVerifier) => Promise<T>): Promise<T> {
  const go = new GoVerifier(program);
  try {
    return await work(go);
  } finally {
    go.end();
  }
}

export class GoVerifier {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;

  constructor(program: string) {
    this.child = spawn(program, { stdio: 'pipe' });
    const lines: Interface = createInterface({ input: this.child.stdout });
    this.answers = lines[Symbol.asyncIterator]();
  }

  async rejections(pairs: readonly ServedPair[]): Promise<Rejection[]> {
    const given = await Promise.all(pairs.map(pair => this.ask(pair)));
    return given.flatMap(({ ok, error = 'no reason given' }, index) =>
      ok ? [] : [{ pair: pairs[index] as ServedPair, by: 'Go' as const, says: error }],
    );
  }

  async facts(pair: ServedPair): Promise<{ readonly chain: readonly GoFacts[]; readonly roots: readonly GoFacts[] }> {
    const { chain, roots, error } = await this.ask(pair);
    if (!chain || !roots) {
      throw new Error(`Go must accept ${pair.what}, got "${error}"`);
    }
    return { chain, roots };
  }

  end(): void {
    this.child.stdin.end();
  }

  private async ask({ bundle, certificate, privateKey = '', dnsNames }: ServedPair): Promise<Answer> {
    // The program is stricter than a client, which skips words between the blocks.
    this.child.stdin.write(
      `${JSON.stringify({ roots: blocks(bundle).join('\n'), chain: blocks(certificate).join('\n'), key: privateKey, dnsNames, at: '' })}\n`,
    );
    const { value, done } = await this.answers.next();
    if (done === true) {
      throw new Error("Go's verifier must answer every line, got the end of its output");
    }
    return JSON.parse(value) as Answer;
  }
}
