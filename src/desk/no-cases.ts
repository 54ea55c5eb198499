import type { DeskCases } from './http/port.ts';

const unknown = async () => {
  throw Object.assign(new Error('There is no such case.'), { code: 'case.unknown' });
};

/** The desk before there are cases: signing in and presence work, the queue is empty. */
export const noCases: DeskCases = {
  list: async () => [],
  get: unknown,
  activities: unknown,
  accept: unknown,
  send: unknown,
  typing: unknown,
  note: unknown,
  transfer: unknown,
  handBack: unknown,
  close: unknown,
};
