import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Names of people and of groups, which came with conversation references, are not needed to reply, and go. */
export const namelessReferences: Migration = {
  async up(db: Kysely<unknown>) {
    const { rows } = await sql<{
      id: string;
      reference: string;
    }>`select "id", "reference" from "conversation" where "reference" is not null`.execute(db);
    for (const { id, reference } of rows) {
      const nameless = withoutNames(reference);
      if (nameless !== reference)
        await sql`update "conversation" set "reference" = ${nameless} where "id" = ${id}`.execute(db);
    }
  },
};

function withoutNames(reference: string): string {
  try {
    return JSON.stringify(JSON.parse(reference), (key, value) => (key === 'name' ? undefined : value));
  } catch {
    // One that cannot be read leads nowhere either.
    return reference;
  }
}
