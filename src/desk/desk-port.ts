import type { DeskPort } from '../turn/desk-port.ts';
import { circumstances } from './availability/availability.ts';
import { hearUnderAgent } from './cases/person-message.ts';
import { applyAct } from './cases/requests.ts';
import { fireCase } from './cases/timers.ts';
import { isCaseTimer } from './cases/transition.ts';
import type { DeskRoom } from './deps.ts';

/** The desk as turns see it. */
export function createDeskPort(room: DeskRoom): DeskPort {
  return {
    circumstances: (trx, row) => circumstances(room, trx, row),
    act: (trx, row, wish, at) => applyAct(room, trx, row, wish, at),
    hear: (trx, row, happening, at) => hearUnderAgent(room, trx, row, happening, at),
    owns: isCaseTimer,
    fire: (commit, trx, row, event, at) => fireCase({ room, commit }, trx, row, event, at),
  };
}
