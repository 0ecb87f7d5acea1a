import { Mint, mintGeneration } from './mint';
import { Slots } from './slots';

/** Shifts the slots by one: who was trusted longest leaves, who waited serves, and a new one waits. */
export function rotate({ current, standby }: Slots, request: Mint): Slots {
  return { previous: current, current: standby, standby: mintGeneration(standby.number + 1, request, 2) };
}
