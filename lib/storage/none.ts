import { NO_PARTS, StorageStrategy } from './contract';

/** The server keeps nothing, or its own args and volumes say where. */
export function none(): StorageStrategy {
  return { parts: () => NO_PARTS };
}
