import { Complaint } from '../errors';

/** Fields that a user must not give in this place, each with the place where they can. */
export interface Elsewhere {
  readonly [field: string]: string;
}

/** Names the field without its value, which may be a password. */
export function checkDecidedElsewhere(prop: string, elsewhere: Elsewhere, given: object): Complaint | undefined {
  const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);
  const [field, fix = ''] =
    Object.entries(elsewhere).find(([name]) => isGiven((given as Readonly<Record<string, unknown>>)[name])) ?? [];
  return field === undefined
    ? undefined
    : { must: `${prop} must hold no field that is decided elsewhere`, got: `${prop}.${field}`, fix };
}
