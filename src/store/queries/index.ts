export type { Reader, Trx } from '../prepared.ts';
export * from './agents.ts';
export * from './cases.ts';
export * from './conversations.ts';
export * from './inbox.ts';
export * from './outbox.ts';
export * from './presence.ts';
export * from './settings.ts';
export * from './timers.ts';
