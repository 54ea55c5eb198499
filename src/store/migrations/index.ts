import type { Migration } from 'kysely/migration';
import { conversations } from './0001-conversations.ts';
import { operations } from './0006-operations.ts';

/** Forward only, in the order of their names; a released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-conversations': conversations,
  '0006-operations': operations,
};
