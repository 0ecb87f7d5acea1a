// Runs an app as its user does, in an empty project: the certificates are real and new, and everything is left in a
// folder.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './command';
import { REPOSITORY } from './folders';

export interface Synthesized {
  /** The project, with `pki` and `dist` in it. */
  readonly folder: string;
  /** What `kubectl apply -f` takes. */
  readonly dist: string;
}

/** `synthesized('examples/metrics-server.ts')` */
export async function synthesized(app: string, env: Record<string, string> = {}): Promise<Synthesized> {
  const folder = mkdtempSync(join(tmpdir(), 'synthesized-'));
  const tsx = pathToFileURL(join(REPOSITORY, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  await run(process.execPath, ['--import', tsx, join(REPOSITORY, app)], {
    cwd: folder,
    env: { TSX_TSCONFIG_PATH: join(REPOSITORY, 'tsconfig.json'), EXTENSION_API_SERVER_PKI: 'ephemeral', ...env },
  });
  return { folder, dist: join(folder, 'dist') };
}
