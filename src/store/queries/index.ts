export type { Reader, Trx } from '../prepared.ts';
export * from './conversations.ts';
export * from './inbox.ts';
export * from './outbox.ts';
export * from './settings.ts';
export * from './teams.ts';
export * from './timers.ts';
