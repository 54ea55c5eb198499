import { expect } from 'chai';
import type { Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { karim, lea, marie } from './desk.ts';

const AGENTS = [marie, karim, lea];

/** What was taken, so that it has to be in the log. */
export interface Taken {
  readonly said: string[];
  readonly sent: { readonly by: string; readonly text: string }[];
  readonly accepted: { readonly by: string; readonly fence: number }[];
}

/** Checks a conversation's log against who owned it when; gives how many activities an owner saw. */
export async function checkHands(store: Store, person: string, taken: Taken): Promise<number> {
  const rows = await queries.readActivities(store.db, person, 0, 100_000);
  expect(rows.map(({ seq }) => seq)).to.deep.equal(rows.map((_, index) => index + 1));
  const log = rows.map(({ seq, body }) => ({ seq, ...JSON.parse(body) }));
  const said = log.filter(({ from }) => from === 'user').map(({ activity }) => activity.text as string);
  for (const text of taken.said)
    expect(
      said.filter((one) => one === text),
      `${person}: ${text}`,
    ).to.have.length(1);
  const sent = log.filter(({ from }) => from === 'agent');
  for (const { text } of taken.sent) {
    expect(
      sent.filter((one) => one.text === text),
      `${person}: ${text}`,
    ).to.have.length(1);
  }

  const cases = await store.db
    .selectFrom('helpCase')
    .select('id')
    .where('conversationId', '=', person)
    .execute();
  const audits = (await Promise.all(cases.map(({ id }) => queries.readAudit(store.db, id)))).flat();
  const hands = audits
    .map(({ action, agentName, detail, number, caseId }) => ({
      action,
      agentName,
      number,
      caseId,
      ...JSON.parse(detail),
    }))
    .filter(({ seq }) => seq !== undefined);
  const spans = [...new Set(hands.map(({ caseId }) => caseId))].flatMap((caseId) =>
    spansOf(hands.filter((one) => one.caseId === caseId)),
  );
  const within = (seq: number, { after, to }: Span) => seq > after && seq <= to;
  for (const span of spans) {
    const spoke = log.filter(({ seq, from }) => from === 'bot' && within(seq, span));
    expect(spoke, `${person}: the bot spoke under ${span.name}`).to.deep.equal([]);
  }
  for (const { seq, name, text } of sent) {
    const owners = spans.filter((span) => within(seq, span)).map((span) => span.name);
    expect(owners, `${person}: ${text}`).to.deep.equal([name]);
  }
  const fences = taken.accepted.map(({ by, fence }) => `${fence} ${by}`);
  expect(new Set(fences.map((one) => one.split(' ')[0])).size, `${person}: one fence, two owners`).to.equal(
    new Set(fences).size,
  );
  return log.filter(({ seq }) => spans.some((span) => within(seq, span))).length;
}

/** The part of a log during which an agent had the conversation. */
interface Span {
  readonly name: string;
  readonly after: number;
  readonly to: number;
}

interface Change {
  readonly action: string;
  readonly agentName: string;
  readonly seq: number;
  readonly to?: string;
}

function spansOf(changes: readonly Change[]): Span[] {
  const spans: Span[] = [];
  let owner: { name: string; after: number } | undefined;
  for (const { action, agentName, seq, to } of changes) {
    if (owner) spans.push({ ...owner, to: seq });
    if (action === 'case.accepted') {
      expect(owner, `${agentName} accepted what had an owner`).to.equal(undefined);
      owner = { name: agentName, after: seq };
    } else if (action === 'case.transferred' && AGENTS.some(({ name }) => name === to)) {
      owner = { name: to ?? '', after: seq };
    } else owner = undefined;
  }
  return owner ? [...spans, { ...owner, to: Number.POSITIVE_INFINITY }] : spans;
}
