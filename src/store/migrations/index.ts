import type { Migration } from 'kysely/migration';
import { conversations } from './0001-conversations.ts';
import { cases } from './0002-cases.ts';
import { agents } from './0003-agents.ts';
import { tickets } from './0004-tickets.ts';
import { teams } from './0005-teams.ts';
import { operations } from './0006-operations.ts';
import { oneSpelling } from './0007-one-spelling.ts';
import { incidents } from './0008-incidents.ts';
import { resumeCodes } from './0009-resume-codes.ts';
import { feedback } from './0010-feedback.ts';
import { troubleCounts } from './0011-trouble-counts.ts';
import { content } from './0012-content.ts';
import { incidentWatches } from './0013-incident-watches.ts';
import { factsTold } from './0014-facts-told.ts';
import { traces } from './0015-traces.ts';
import { ticketTraces } from './0016-ticket-traces.ts';
import { readerModels } from './0017-reader-models.ts';
import { namelessReferences } from './0018-nameless-references.ts';
import { plainWords } from './0019-plain-words.ts';

/** Forward only, in the order of their names; a released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-conversations': conversations,
  '0002-cases': cases,
  '0003-agents': agents,
  '0004-tickets': tickets,
  '0005-teams': teams,
  '0006-operations': operations,
  '0007-one-spelling': oneSpelling,
  '0008-incidents': incidents,
  '0009-resume-codes': resumeCodes,
  '0010-feedback': feedback,
  '0011-trouble-counts': troubleCounts,
  '0012-content': content,
  '0013-incident-watches': incidentWatches,
  '0014-facts-told': factsTold,
  '0015-traces': traces,
  '0016-ticket-traces': ticketTraces,
  '0017-reader-models': readerModels,
  '0018-nameless-references': namelessReferences,
  '0019-plain-words': plainWords,
};
