import { NO_PARTS, StorageStrategy } from './storage-strategy';

/** The server keeps no objects. */
export function none(): StorageStrategy {
  return { keepsObjects: false, parts: () => NO_PARTS };
}
