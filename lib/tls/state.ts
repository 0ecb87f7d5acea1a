import { IConstruct } from 'constructs';
import { DiskStore } from '../pki/store/disk';
import { FixtureStore } from '../pki/store/fixtures';
import { PkiStore } from '../pki/store/store';

/** Context key by which a test asks for fixtures. */
export const FIXTURES = 'cdk8s-extension-api-server/pki-for-tests-only';

const disks = new WeakMap<IConstruct, Map<string, DiskStore>>();

/** The store that a construct's app uses: one for each folder, so that what several servers stage is published together. */
export function storeOf(scope: IConstruct, folder: string, dnsNames: readonly string[]): PkiStore {
  if (scope.node.tryGetContext(FIXTURES)) {
    return new FixtureStore(dnsNames);
  }
  const root = scope.node.root;
  const folders = disks.get(root) ?? new Map<string, DiskStore>();
  const store = folders.get(folder) ?? new DiskStore(folder);
  disks.set(root, folders.set(folder, store));
  return store;
}
