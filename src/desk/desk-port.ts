import type { DeskPort } from '../turn/types.ts';
import { availabilityOf } from './availability/availability.ts';
import { recordPersonMessage } from './cases/person-message.ts';
import { executeRequest } from './cases/requests.ts';
import { fireCaseTimer } from './cases/timers.ts';
import { isCaseTimer } from './cases/transition.ts';
import type { DeskDeps } from './deps.ts';

/** The desk as turns see it. */
export function createDeskPort(deps: DeskDeps): DeskPort {
  return {
    availability: (trx, row, caller) => availabilityOf(deps, trx, row, caller),
    execute: (trx, row, request, at, caller) => executeRequest(deps, trx, row, request, at, caller),
    recordWhileAgentOwns: (trx, row, input, at) => recordPersonMessage(deps, trx, row, input, at),
    ownsTimer: isCaseTimer,
    fireTimer: (trx, row, event, at) => fireCaseTimer(deps, trx, row, event, at),
  };
}
