import { InvalidInput } from '../errors';
import { readStruct, readValue } from '../input/read-value';
import { CALLS, STRUCTS } from './public-api';
import { PUBLIC_TYPES } from './public-types';

/**
 * Refuses an argument of another type, an unknown field and a missing one, down to the last field. Callers without a type
 * checker come this far with anything.
 */
export function checkCall(call: string, given: readonly unknown[], where = `${call}()`): void {
  const reading = { types: PUBLIC_TYPES, where };
  for (const [index, [name, marked]] of Object.entries(CALLS[call]!).entries()) {
    const type = marked.replace('!', '');
    const value = given[index];
    if (value === undefined && type !== marked) {
      throw new InvalidInput(where, { must: `${name} must be given`, got: undefined, fix: `add ${name}` });
    }
    if (value !== undefined) {
      // The fields of props and options go without the name of the parameter.
      void (type in STRUCTS ? readStruct(reading, type, name, value, '') : readValue(reading, type, name, value));
    }
  }
}
