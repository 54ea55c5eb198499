/** Versions of the charts whose stored conversations go on, this one among them; `migrateSnapshot` gives them its shape. */
const READABLE: readonly number[] = [1, 2];

/** Whether a conversation that was stored under a version of the charts goes on. */
export function canGoOn(chartVersion: number): boolean {
  return READABLE.includes(chartVersion);
}

/**
 * A stored snapshot in the shape of this version; what has it already, or is no snapshot, comes back as it is.
 * Version 1 kept what concerns the trouble beside all else that a conversation remembers.
 */
export function migrateSnapshot(stored: unknown): unknown {
  if (!isObject(stored) || !isObject(stored.context) || 'topic' in stored.context) return stored;
  const { trouble, story, paused, doubts, steps, waitUntil, urgent, ...context } = stored.context;
  const topic = {
    trouble,
    story,
    paused,
    steps,
    waitUntil,
    urgent,
    doubts: troublesIn(doubts),
    interrupted: false,
  };
  return { ...stored, context: { ...context, topic, slots: {}, answered: null, told: [] } };
}

/** Version 1 named the troubles in doubt, this one the choices. */
function troublesIn(doubts: unknown): unknown {
  return Array.isArray(doubts) ? doubts.map((name) => `trouble.${name}`) : doubts;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
