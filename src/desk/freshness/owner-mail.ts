import { createHash, randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import { type Academy, academyOf } from '../../../dialogs/knowledge/academy.ts';
import { monthInWords } from '../../../dialogs/knowledge/clock.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import type { PerAcademy } from '../../config/per-academy.ts';
import { startWorker, type Worker } from '../../delivery/worker.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { serverOf } from '../tickets/mail.ts';
import { SUPPORT_LOCALE } from '../tickets/render-ticket.ts';
import { type DueFact, documentsOf, dueFacts, factInWords, factKey } from './due-facts.ts';
import { ownerAddress } from './owner.ts';

const HOUR = 3_600_000;
/** Milliseconds between looks; nothing about a fact is urgent to the hour. */
const EVERY = HOUR;
const LEASE = 'facts';
/** Milliseconds that the mail server may be silent. */
const PATIENCE = 60_000;

export interface OwnerMailParts {
  readonly store: Store;
  readonly knowledge: Pick<Knowledge, 'academies' | 'sources' | 'texts'>;
  /** Of the SMTP server, and from whom. */
  readonly url: string;
  readonly from: string;
  readonly publicUrl?: string | undefined;
  /** Who is told, besides the owners in the academies' files. */
  readonly owners?: PerAcademy | undefined;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Tells owners by mail, once for each fact and check, that it is due again. */
export function startOwnerMail(parts: OwnerMailParts): Worker {
  return startWorker('owner mail', EVERY, parts.log, () => mailOwners(parts));
}

/**
 * One look: a mail for each academy whose owner has not been told yet. What was told is written down after the mail is taken, so
 * that none is lost; a second copy after a crash has the same Message-ID, by which the far end knows it.
 */
export async function mailOwners(parts: OwnerMailParts): Promise<void> {
  const { store, knowledge, log, now } = parts;
  const at = now();
  const lease = { name: LEASE, holder: randomUUID(), until: at + HOUR / 2 };
  if (!(await store.transact((trx) => queries.takeLease(trx, lease, at)))) return;
  const due = dueFacts(knowledge.academies, at);
  for (const academy of knowledge.academies.values()) {
    const told = new Set(await queries.readFactsTold(store.db, academy.id));
    const fresh = due.filter((fact) => fact.academy === academy.id && !told.has(keyOf(fact)));
    const owner = ownerAddress(academy, parts.owners);
    if (fresh.length === 0 || !owner) continue;
    try {
      await send(parts, academy, owner, fresh);
      await store.transact((trx) => queries.noteFactsTold(trx, academy.id, fresh.map(keyOf), at));
      log.info({ academy: academy.id, facts: fresh.length }, 'the owner was told of facts to check');
    } catch (error) {
      log.warn({ err: error, academy: academy.id }, 'cannot tell the owner of facts to check');
    }
  }
}

async function send(
  { knowledge, url, from, publicUrl, now }: OwnerMailParts,
  academy: Academy,
  to: string,
  facts: readonly DueFact[],
): Promise<void> {
  const { texts, academies, sources } = knowledge;
  const lines = facts.map((fact) => {
    const name = texts.render(SUPPORT_LOCALE, factKey(fact.fact), {});
    const documents = documentsOf(sources, fact, SUPPORT_LOCALE).map(({ title, address }) =>
      address ? `${title} (https://${address})` : title,
    );
    return texts.render(SUPPORT_LOCALE, 'facts.mail.line', {
      ...{ fact: name, value: factInWords(academies, fact, SUPPORT_LOCALE) || 'none' },
      ...{ sources: documents.join(', '), month: monthInWords(fact.checkedOn, SUPPORT_LOCALE) },
    });
  });
  const values = {
    academy: academyOf(academies, academy.id).name[SUPPORT_LOCALE],
    count: facts.length,
    lines: lines.join('\n'),
    desk: publicUrl ? `${publicUrl}/desk` : 'none',
  };
  const transport = createTransport({
    ...serverOf(url),
    ...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const digest = createHash('sha256')
    .update(`${academy.id} ${facts.map(keyOf).join()}`)
    .digest('hex');
  await transport.sendMail({
    from: { name: 'Permanence', address: from },
    to,
    subject: texts.render(SUPPORT_LOCALE, 'facts.mail.subject', values),
    text: `${texts.render(SUPPORT_LOCALE, 'facts.mail.body', values)}\n`,
    messageId: `<${digest.slice(0, 32)}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    date: new Date(now()),
    // Nobody's absence note is of use here.
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
}

/** A fact, as long as nobody has checked it again. */
function keyOf({ fact, checkedOn }: DueFact): string {
  return `${fact} ${checkedOn}`;
}
