// The ways in which a private key reaches a cluster: the delivery that is given to the library, and the program that
// decrypts what it emits.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Delivery, SealedSecretScope } from 'cdk8s-extension-api-server';
import { parseAllDocuments } from 'yaml';
import { AGE_KEYGEN, SOPS } from './binaries';
import { built } from './builds';
import type { OwnCluster } from './cluster';
import { run } from './command';
import { REPOSITORY } from './folders';
import { startSealedSecrets } from './sealed-secrets';

export interface Way {
  readonly name: string;
  readonly delivery: Delivery;
  /** Brings the key into the cluster, as a GitOps tool or a person does with the objects that contain it. */
  readonly bring: (cluster: OwnCluster, synthesized: Synthesized) => Promise<void>;
}

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  /** Metadata that SOPS adds to an encrypted object. */
  readonly sops?: object;
}

/** The output of a synth, divided into objects that contain a key and others, so that a test can choose the order. */
export interface Synthesized {
  readonly keys: readonly KubernetesObject[];
  readonly rest: readonly KubernetesObject[];
  /** Folder of the state that it was synthesized from. */
  readonly pki: string;
}

const CARRIERS = ['Secret', 'SealedSecret', 'ExternalSecret'];

export function readSynthesized(folder: string, pki: string): Synthesized {
  const objects = readdirSync(folder)
    .sort()
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(document => document.toJS() as KubernetesObject),
    );
  return {
    keys: objects.filter(({ kind }) => CARRIERS.includes(kind)),
    rest: objects.filter(({ kind }) => !CARRIERS.includes(kind)),
    pki,
  };
}

/** Runs the command line program. */
export function command(...args: string[]): string {
  return execFileSync(process.execPath, ['--import', 'tsx', join(REPOSITORY, 'lib', 'cli', 'main.ts'), ...args], {
    encoding: 'utf8',
    cwd: REPOSITORY,
  });
}

export const PLAIN: Way = {
  name: 'plain',
  delivery: Delivery.plain(),
  bring: async (cluster, { keys }) => {
    await cluster.apply(keys);
  },
};

/** Starts the controller of Sealed Secrets. */
export async function sealedSecrets(cluster: OwnCluster, scopes = [SealedSecretScope.STRICT]): Promise<Way[]> {
  const { certFile } = await startSealedSecrets(cluster);
  return scopes.map(scope => ({
    name: `SealedSecret, ${scope}`,
    delivery: Delivery.sealedSecret({ certificate: readFileSync(certFile, 'utf8'), scope }),
    bring: async (where, { keys }) => {
      await where.apply(keys);
      for (const { kind, metadata } of keys)
        if (kind === 'SealedSecret')
          await where.waitFor(`sealedsecret/${metadata.name}`, 'condition=Synced', '--namespace=wardle');
    },
  }));
}

/** Decrypts with `sops -d`, as Flux does. */
export async function sops(): Promise<Way> {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-age-'));
  const identity = join(folder, 'identity');
  await run(await built(AGE_KEYGEN), ['-o', identity]);
  const recipient = (await run(await built(AGE_KEYGEN), ['-y', identity])).trim();
  const program = await built(SOPS);
  return {
    name: 'SOPS',
    delivery: Delivery.sops({ age: [recipient] }),
    bring: async (cluster, { keys }) => {
      const open = keys.filter(object => object.sops === undefined);
      if (open.length > 0) await cluster.apply(open);
      for (const object of keys.filter(one => one.sops !== undefined)) {
        const file = join(folder, `${object.metadata.name}.json`);
        writeFileSync(file, JSON.stringify(object));
        await cluster.apply(
          await run(program, ['-d', '--output-type', 'yaml', file], { env: { SOPS_AGE_KEY_FILE: identity } }),
        );
      }
    },
  };
}

/** Applies the Secret that `pki hand-out` prints, in place of an operator that reads a vault. */
export function handedOut(delivery: Delivery, name: string): Way {
  return {
    name,
    delivery,
    bring: async (cluster, { keys, pki }) => {
      if (keys.length > 0) await cluster.apply(keys);
      await cluster.apply(command('pki', 'hand-out', 'wardle/wardle', '--directory', pki, '--format', 'secret'));
    },
  };
}
