import type { DeskPort } from '../turn/desk-port.ts';
import { applyAct } from './act.ts';
import { isCaseTimer } from './advance.ts';
import { circumstances } from './circumstances.ts';
import { fireCase } from './fire-case.ts';
import type { DeskRoom } from './room.ts';
import { hearUnderAgent } from './under-agent.ts';

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
