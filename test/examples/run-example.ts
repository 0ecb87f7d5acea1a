import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppProps } from 'cdk8s';
import { Files, readFiles } from '../scenarios/render';

/** Runs an app as it is written, with fixture certificates, and with a temporary folder in place of `dist/`. */
export function synthesizeExample(file: string): Files {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    jest.isolateModules(() => {
      jest.doMock('cdk8s', () => {
        const cdk8s = jest.requireActual<typeof import('cdk8s')>('cdk8s');
        return {
          ...cdk8s,
          App: class extends cdk8s.App {
            constructor(props?: AppProps) {
              super({ ...props, outdir });
              jest
                .requireActual<typeof import('cdk8s-extension-api-server')>('cdk8s-extension-api-server')
                .PkiForTestsOnly.useIn(this);
            }
          },
        };
      });
      jest.requireActual(file);
    });
    return readFiles(outdir);
  } finally {
    jest.dontMock('cdk8s');
    rmSync(outdir, { recursive: true });
  }
}
