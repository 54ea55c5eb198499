import { abuseAttacks } from './areas/abuse.ts';
import { contentAttacks } from './areas/content-room.ts';
import { inputAttacks } from './areas/input.ts';
import { noticeAttacks } from './areas/notices.ts';
import { pathAttacks } from './areas/paths.ts';
import { recentAttacks } from './areas/recent.ts';
import { requestAttacks } from './areas/requests.ts';
import { deskAttacks, tokenAttacks } from './areas/scope.ts';
import { type Attack, type Stage, setStage } from './stage.ts';

/** What is said of a connection that the other side has closed; the second by `fetch`, which saw it close in time. */
const RESETS = ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'];
/** Attacks under way at once. */
const AT_ONCE = 8;

export interface AreaResult {
  readonly area: string;
  tried: number;
  held: number;
  seconds: number;
}

export interface Outcome {
  readonly areas: readonly AreaResult[];
  /** Those that were not held, each with what happened. */
  readonly broken: readonly { readonly area: string; readonly name: string; readonly reason: string }[];
}

/** Every attack on a stage. */
export function attacksOn(stage: Stage): Attack[] {
  const kinds = [
    ...[requestAttacks, pathAttacks, tokenAttacks, deskAttacks, inputAttacks],
    ...[contentAttacks, noticeAttacks, recentAttacks, abuseAttacks],
  ];
  return kinds.flatMap((kind): Attack[] => kind(stage));
}

/** Attacks services of its own on this machine; `quick` leaves the slow ones out, `area` all of other areas. Ends all that it has started. */
export async function attack({ quick, area: only }: { quick: boolean; area?: string }): Promise<Outcome> {
  const stage = await setStage();
  const areas = new Map<string, AreaResult>();
  const broken: Outcome['broken'][number][] = [];
  async function tryOne({ area, name, run }: Attack): Promise<void> {
    const result = areas.get(area) ?? { area, tried: 0, held: 0, seconds: 0 };
    areas.set(area, result);
    result.tried++;
    const began = performance.now();
    try {
      await run().catch((error) => (isReset(error) ? run() : Promise.reject(error)));
      const ended = [stage.open, stage.strict].find(({ process: { exitCode } }) => exitCode !== null);
      if (ended) throw new Error('the process has ended');
      result.held++;
    } catch (error) {
      broken.push({ area, name, reason: reasonOf(error) });
    }
    result.seconds += (performance.now() - began) / 1000;
  }
  try {
    const all = attacksOn(stage).filter(
      ({ slow, area }) => !(quick && slow) && (only === undefined || area === only),
    );
    const waiting = all.filter(({ alone }) => !alone);
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await tryOne(next);
    });
    await Promise.all(workers);
    for (const one of all.filter(({ alone }) => alone)) await tryOne(one);
  } finally {
    await stage.close();
  }
  return { areas: [...areas.values()], broken };
}

/** A connection that was kept may be closed in the moment in which it is used again, on a busy machine most of all: it says nothing. */
function isReset(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && RESETS.includes(String(cause.code));
}

/** What happened; of a request that had no answer also why, which tells a service that ended from a machine that was busy. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
