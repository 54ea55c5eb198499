import { expect } from 'chai';
import pino from 'pino';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { forgetPieces, piecesOf } from '../../src/turn/forget-words.ts';
import { engines } from '../helpers/engines.ts';
import { putConversation } from '../helpers/records.ts';

const AT = Date.UTC(2026, 10, 23, 8);
const WORDS = 'compte bloqué depuis que Gertrude a essayé';

/** Columns of text that hold no words of a person, or, of an agent or of feedback, those of a text of its own. */
const NO_COPIES = `
conversation: id channel locale academy reference owner caseId
activity: conversationId id
inbox: conversationId key activityId
outbox: conversationId state failure trace
timer: conversationId id token
teamsCard: conversationId remoteId
feedback: conversationId remoteId reaction comment
resumeCode: conversationId hash
incidentWatch: conversationId incidentId
ticket: caseId conversationId academy locale kind referenceCode state reference claim failure trace
caseNote: caseId agentName text
caseAudit: caseId agentId agentName action detail
helpCase: id conversationId channel state kind academy locale trouble agentId agentName groupName reference outcome comment
`;

for (const { name, databaseUrl } of engines) {
  describe(`words that a person takes back on ${name}`, () => {
    let store: Store;
    before(async () => {
      store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
    });
    after(() => store.close());

    it('are looked for in every column of a conversation’s records that could hold them', async () => {
      const known = new Set([
        ...queries.COPIES.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`)),
        ...NO_COPIES.trim()
          .split('\n')
          .flatMap((line) => {
            const [table, columns = ''] = line.split(': ');
            return columns.split(' ').map((column) => `${table}.${column}`);
          }),
      ]);
      const records = new Set(queries.RECORDS.map(({ table }) => table));
      const columns = (await store.db.introspection.getTables())
        .filter((table) => records.has(table.name))
        .flatMap((table) =>
          table.columns
            .filter(({ dataType }) => /text|char|json/i.test(dataType))
            .map((column) => `${table.name}.${column.name}`),
        );
      expect(columns).to.have.length.above(30);
      expect(columns.filter((column) => !known.has(column))).to.deep.equal([]);
    });

    it('go out of all of these, and out of no other conversation', async () => {
      await putConversation(store, 'mine', AT, WORDS);
      await putConversation(store, 'other', AT, WORDS);
      await store.transact(async (trx) => {
        await queries.lockConversation(trx, 'mine');
        const pieces = piecesOf(WORDS, await queries.readCopies(trx, 'mine'));
        await queries.rewriteCopies(trx, 'mine', (copy) => forgetPieces(copy, pieces));
      });
      const left = async (id: string) =>
        (await store.transact((trx) => queries.readCopies(trx, id))).join('\n');
      // What remains are activities of the person’s own, in log and outbox, which are forgotten one by one.
      expect((await left('mine')).split(WORDS)).to.have.length(3);
      expect((await left('other')).split(WORDS)).to.have.length.above(6);
    });
  });
}

describe('forgetting words', () => {
  const forget = (copy: string, words: string) => forgetPieces(copy, piecesOf(words, [copy]));

  it('takes the part of a message that the dialogue keeps, and what quotes it', () => {
    const state = '{"context":{"report":{"message":"Erreur de Gertrude"},"academy":"paris"}}';
    const words = 'on me dit : Erreur de Gertrude, à paris';
    expect(forget(state, words)).to.equal('{"context":{"report":{"message":""},"academy":"paris"}}');
    const pieces = piecesOf(words, [state]);
    expect(
      forgetPieces('{"from":"bot","reply":{"text":"Message : « Erreur de Gertrude »"}}', pieces),
    ).to.equal('{"from":"bot","reply":{"text":"Message : « … »"}}');
    expect(forgetPieces('Message : Erreur de Gertrude\nDate : lundi', pieces)).to.equal(
      'Message : …\nDate : lundi',
    );
  });

  it('reads JSON by the line, takes each line of a long message, and leaves others’ messages', () => {
    expect(forget('{"story":"un\\ndeux"}\n{"story":"trois"}', 'un\ndeux')).to.equal(
      '{"story":""}\n{"story":"trois"}',
    );
    expect(forget('Dit : ligne première\n  et la seconde', 'ligne première\net la seconde')).to.equal(
      'Dit : …\n  …',
    );
    const own = '{"from":"user","activity":{"text":"compte bloqué"}}';
    expect(forget(own, 'compte bloqué')).to.equal(own);
  });

  it('takes the longest part first, so that no short line of it stays', () => {
    const state = '{"context":{"report":{"message":"Erreur de Gertrude\\nid 42"}}}';
    const pieces = piecesOf('on me dit :\nErreur de Gertrude\nid 42', [state]);
    expect(forgetPieces('Message : « Erreur de Gertrude\nid 42 »', pieces)).to.equal('Message : « … »');
  });

  it('takes no short word out of other texts', () => {
    const reply = '{"from":"bot","reply":{"text":"Répondez par oui ou par non."}}';
    expect(forget(reply, 'oui')).to.equal(reply);
  });
});
