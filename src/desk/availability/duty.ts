import type { Logger } from 'pino';
import type { Hours } from '../../../dialogs/knowledge/hours/hours.ts';
import { keepLooking } from '../../store/keep-looking.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import type { DutyView } from '../deps.ts';
import { inScope, readScope, type Scope } from '../sign-in/roles.ts';
import { estimateWait } from './estimate.ts';

/** Milliseconds after which an agent who was not seen is no longer on duty. */
export const ABSENT_AFTER = 60_000;
/** Milliseconds between looks at the database. */
const REFRESH_EVERY = 2000;

/** What the cases tell about the queue: how many wait by academy, and how long recent ones took. */
export interface CaseBacklog {
  readonly waiting: readonly { readonly academy: string | null; readonly count: number }[];
  /** Milliseconds between acceptance and end of recently ended cases. */
  readonly handled: readonly { readonly academy: string | null; readonly milliseconds: number }[];
}

export interface DutyParts {
  readonly store: Pick<Store, 'db' | 'bus'>;
  readonly hours: Hours;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
  readonly backlog?: () => Promise<CaseBacklog>;
}

export interface DutyWatch {
  /** From memory, without waiting for anything. `null` and unknown ids are people whose academy has no file. */
  duty(academy: string | null): DutyView;
  /** Looks at the database now. */
  refresh(): Promise<void>;
  close(): void;
}

/** Whether an agent takes cases and was seen within the last minute. `now` in milliseconds since 1970. */
export function isOnDuty(
  { state, seenAt }: Awaited<ReturnType<typeof queries.readStaff>>[number],
  now: number,
): boolean {
  return state === 'available' && seenAt !== null && Math.abs(now - seenAt) < ABSENT_AFTER;
}

interface Opening {
  /** Minutes since 1970 for which it holds. */
  readonly minute: number;
  readonly open: boolean;
  readonly opensAt: number | null;
}

const NOTHING: CaseBacklog = { waiting: [], handled: [] };

/** Keeps in memory who is on duty and how many wait, so that a turn need not ask the database. */
export function createDuty({ store, hours, now, log, backlog }: DutyParts): DutyWatch {
  let staff: readonly { scope: Scope; present: boolean }[] = [];
  let queue = NOTHING;
  const openings = new Map<string | null, Opening>();
  let looking: Promise<void> | undefined;
  let again = false;

  async function look(): Promise<void> {
    const [rows, cases] = await Promise.all([queries.readStaff(store.db), backlog?.() ?? NOTHING]);
    staff = rows.map((row) => ({ scope: readScope(row.academies), present: isOnDuty(row, now()) }));
    queue = cases;
    // Other hours may have been published.
    openings.clear();
  }

  /** Hours change with the minute only, and every turn asks for them. */
  function openingOf(academy: string | null): Opening {
    const at = now();
    const minute = Math.floor(at / 60_000);
    const known = openings.get(academy);
    if (known?.minute === minute) return known;
    const open = hours.isOpen(academy, at);
    const opensAt = open || hours.areAssumed(academy) ? null : hours.nextOpening(academy, at);
    const opening = { minute, open, opensAt };
    openings.set(academy, opening);
    return opening;
  }

  /** One look at a time; a notice during one leads to another, since it may have been too late for the first. */
  function refresh(): Promise<void> {
    if (looking) {
      again = true;
      return looking;
    }
    looking = (async () => {
      do {
        again = false;
        await look();
      } while (again);
    })().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  const close = keepLooking(store, log, {
    topics: ['presence', 'desk'],
    every: REFRESH_EVERY,
    look: refresh,
    failing: 'cannot see who is on duty',
  });

  return {
    duty: (academy) => {
      const { open, opensAt } = openingOf(academy);
      const own = staff.filter(({ scope }) => inScope(scope, academy));
      const agents = own.filter(({ present }) => present).length;
      const handled = queue.handled.filter((one) => one.academy === academy);
      return {
        agents,
        staffed: own.length > 0,
        open,
        opensAt,
        waiting: queue.waiting.reduce((sum, one) => sum + (one.academy === academy ? one.count : 0), 0),
        estimate: (position) =>
          estimateWait(
            position,
            agents,
            handled.map(({ milliseconds }) => milliseconds),
          ),
      };
    },
    refresh,
    close,
  };
}
