import { IConstruct } from 'constructs';
import { CiphertextChange, CiphertextStore } from '../pki/store/ciphertexts';
import { DiskStore, StateChange } from '../pki/store/disk';
import { FixtureStore } from '../pki/store/fixtures';
import { PkiStore } from '../pki/store/store';
import { Unpublished } from '../pki/store/unpublished';

/** Context key with which a test chooses fixtures. */
export const FIXTURES = 'cdk8s-extension-api-server/pki-for-tests-only';

interface Stores {
  readonly keys: DiskStore;
  readonly ciphertexts: CiphertextStore;
}

/** Shared by all apps of the process: two apps with the same server must get the same key. */
const keys = new Unpublished<StateChange>();
const ciphertexts = new Unpublished<CiphertextChange>();
const stores = new WeakMap<IConstruct, Map<string, Stores>>();

export function usesFixtures(scope: IConstruct): boolean {
  return Boolean(scope.node.tryGetContext(FIXTURES));
}

/** The store of a construct's app: one a folder, so that the changes of several servers are written together. */
export function keyStore(scope: IConstruct, folder: string, dnsNames: readonly string[]): PkiStore {
  return usesFixtures(scope) ? new FixtureStore(dnsNames) : storesOf(scope, folder).keys;
}

export function ciphertextStore(scope: IConstruct, folder: string): CiphertextStore {
  return storesOf(scope, folder).ciphertexts;
}

function storesOf(scope: IConstruct, folder: string): Stores {
  const root = scope.node.root;
  const folders = stores.get(root) ?? new Map<string, Stores>();
  const found = folders.get(folder) ?? {
    keys: new DiskStore(folder, keys),
    ciphertexts: new CiphertextStore(folder, ciphertexts),
  };
  stores.set(root, folders.set(folder, found));
  return found;
}
