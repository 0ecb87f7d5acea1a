import { NO_PARTS, StorageStrategy } from './storage-strategy';

/** The server keeps nothing, or its own args and volumes say where. */
export function none(): StorageStrategy {
  return { parts: () => NO_PARTS };
}
