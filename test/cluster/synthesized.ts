// Runs an app in an empty project, as a user does: with new certificates.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './command';
import { REPOSITORY } from './folders';

export interface Synthesized {
  /** The project, which contains pki/ and dist/. */
  readonly folder: string;
  /** Folder for `kubectl apply -f`. */
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
