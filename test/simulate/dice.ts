/** Numbers in [0, 1), seeded. */
export type Random = () => number;

/** One of some things, all alike likely. Throws if there is none. */
export function pick<Thing>(random: Random, things: readonly Thing[]): Thing {
  const thing = things[Math.floor(random() * things.length)];
  if (thing === undefined) throw new Error('nothing to pick from');
  return thing;
}

/** Whether something happens that has this probability, 0 to 1. */
export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}
