import type { Bus } from '../../store/bus.ts';

/** Milliseconds in which several changes of the queue become one notice. */
const GATHER = 150;

/** Academy of a case; null where the person's is not known. */
export type CaseAcademy = string | null;

export interface NoticesParts {
  readonly bus: Bus;
  /** Academy of the case of an id; undefined where there is none. */
  readonly academyOf: (caseId: string) => Promise<CaseAcademy | undefined>;
  /** Whether anybody listens: else nothing is looked up. */
  readonly hasListeners: () => boolean;
  /** Sends an event to whoever may see cases of one of the academies, or to everybody. */
  readonly tell: (academies: readonly CaseAcademy[] | 'everybody', event: string, data: object) => void;
  readonly failed: (error: unknown) => void;
}

/** Makes events of the bus's notices: `case` and `typing` with the id of the case, `queue` for lists. Gives what ends that. */
export function startNotices({ bus, academyOf, hasListeners, tell, failed }: NoticesParts): () => void {
  /** Academies whose queue has changed since the last notice of it. */
  const changed = new Set<CaseAcademy>();
  let gathering: NodeJS.Timeout | undefined;

  async function notice(id: string, event: 'case' | 'typing'): Promise<void> {
    if (!hasListeners()) return;
    const academy = await academyOf(id);
    // Erased with its conversation: whoever has it open looks, and finds it gone. The id says nothing any more.
    if (academy === undefined) return tell('everybody', event, { id });
    tell([academy], event, { id });
    if (event === 'typing') return;
    changed.add(academy);
    gathering ??= setTimeout(() => {
      gathering = undefined;
      tell([...changed], 'queue', {});
      changed.clear();
    }, GATHER);
  }

  const unsubscribe = [
    bus.subscribe('desk', (id) => void notice(id, 'case').catch(failed)),
    bus.subscribe('typing', (id) => void notice(id, 'typing').catch(failed)),
  ];
  return () => {
    clearTimeout(gathering);
    for (const end of unsubscribe) end();
  };
}
