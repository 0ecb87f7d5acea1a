import fs from 'node:fs';

/**
 * Makes this process kill itself, as kill -9 would, right before a certain call to the file system. It counts calls
 * that name a path in the folder of the keys. With `KILL_HALFWAY` the call is made with half of what it was to write.
 */
const { KILL_AT, KILL_HALFWAY, KEYS = '' } = process.env;
const calls = fs as unknown as { [name: string]: (...args: unknown[]) => unknown };
const made: string[] = [];
let inside = false;

for (const [name, original] of Object.entries(calls).filter(
  ([each, value]) => each.endsWith('Sync') && typeof value === 'function',
)) {
  calls[name] = (...args) => {
    if (inside || !String(args[0]).startsWith(KEYS)) {
      return original(...args);
    }
    made.push(name);
    inside = true;
    try {
      if (String(made.length) === KILL_AT) {
        if (KILL_HALFWAY) {
          const whole = String(args[1]);
          original(args[0], whole.slice(0, whole.length / 2), args[2]);
        }
        process.kill(process.pid, 'SIGKILL');
      }
      return original(...args);
    } finally {
      inside = false;
    }
  };
}

/** The calls so far, in their order: so many moments there are to be killed at. */
export const callsSoFar = (): readonly string[] => made;
