import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Version 3 or later: earlier ones, and look-alikes, lack options that the tests use. */
export const installed = /^OpenSSL [3-9]/.test(spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? '');

/** `test` where there is an openssl; elsewhere a skipped test whose name says why. */
export const testWithOpenssl: (name: string, body: () => void) => void = (name, body) =>
  installed ? test(name, body) : test.skip(`${name} (skipped: no openssl 3 on this machine)`, body);

export interface Command {
  readonly arguments: readonly string[];
  /** Contents by the name that `arguments` give them. */
  readonly files: { readonly [name: string]: string | X509Certificate };
}

export interface Answer {
  readonly ok: boolean;
  readonly output: string;
}

/** Asks all questions with one shell, in a folder of their own. */
export function openssl(commands: readonly Command[]): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  try {
    const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
    const script = commands.map(({ arguments: args, files }, number) => {
      const renamed = Object.entries(files).map(([name, content]) => {
        const file = join(folder, `${number}-${name}`);
        writeFileSync(file, content.toString());
        return [name, file] as const;
      });
      const named = new Map(renamed);
      return `openssl ${args.map(arg => quoted(named.get(arg) ?? arg)).join(' ')} 2>&1; echo "@@$?"`;
    });
    const { stdout } = spawnSync('sh', ['-c', script.join('\n')], { encoding: 'utf8', cwd: folder });
    return stdout
      .split(/@@(\d+)\n/)
      .reduce<Answer[]>(
        (answers, text, index, all) =>
          index % 2 === 0 && index + 1 < all.length
            ? [...answers, { ok: all[index + 1] === '0', output: text.replaceAll(folder, '') }]
            : answers,
        [],
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
