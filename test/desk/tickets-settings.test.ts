import { expect } from 'chai';
import { readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/errors.ts';
import { valueFor } from '../../src/config/per-academy.ts';
import { createTicketRenderer } from '../../src/desk/tickets/render-ticket.ts';
import { createTicketSystem } from '../../src/desk/tickets/ticket-system.ts';
import { knowledge } from '../helpers/app.ts';

const MAIL = {
  TICKETS: 'mail',
  TICKETS_MAIL_TO: 'paris=a@ac-paris.example, *=b@france.example',
  TICKETS_MAIL_FROM: 'permanence@france.example',
  SMTP_URL: 'smtps://bot:p%40ss-word@mail.france.example',
};
const RT = {
  TICKETS: 'request-tracker',
  RT_URL: 'https://rt.france.example/rt',
  RT_TOKEN: '1-14-abc',
  RT_QUEUE: 'Assistance',
};

describe('the settings of the tickets', () => {
  it('are off by default, and then nothing is asked for', () => {
    expect(createTicketSystem(readConfig({}), knowledge.academies)).to.equal(undefined);
  });

  it('make a ticket system of either kind', () => {
    for (const environment of [MAIL, RT])
      expect(createTicketSystem(readConfig(environment), knowledge.academies)).to.have.property('open');
  });

  it('name each one that the chosen system lacks', () => {
    expect(() => readConfig({ TICKETS: 'mail' })).to.throw(
      ConfigError,
      /TICKETS_MAIL_TO: TICKETS=mail needs it[\s\S]*TICKETS_MAIL_FROM[\s\S]*SMTP_URL/,
    );
    expect(() => readConfig({ ...RT, RT_TOKEN: '' })).to.throw(/RT_TOKEN: TICKETS=request-tracker needs it/);
  });

  it('go by academy, one value for all others', () => {
    const to = readConfig(MAIL).TICKETS_MAIL_TO ?? new Map();
    expect(['paris', 'lyon', null].map((academy) => valueFor(to, academy))).to.deep.equal([
      'a@ac-paris.example',
      'b@france.example',
      'b@france.example',
    ]);
    const one = readConfig({ ...MAIL, TICKETS_MAIL_TO: 'b@france.example' }).TICKETS_MAIL_TO ?? new Map();
    expect(valueFor(one, 'paris')).to.equal('b@france.example');
  });

  it('are refused with what to do where they cannot work, and secrets are not repeated', () => {
    const cases: [Record<string, string>, RegExp][] = [
      [{ TICKETS: 'jira' }, /TICKETS/],
      [{ TICKETS_MAIL_TO: 'paris=a@ac-paris.example' }, /TICKETS_MAIL_TO: .*all other academies/],
      [{ TICKETS_MAIL_TO: 'paris=nobody,*=b@x.example' }, /TICKETS_MAIL_TO: .*“paris=”/],
      [{ TICKETS_MAIL_TO: 'a@x.example,b@x.example' }, /TICKETS_MAIL_TO: .*twice/],
      [{ SMTP_URL: 'mail.example' }, /SMTP_URL/],
      [{ SMTP_URL: 'smtp://bot:seCret@mail.example?logger=true' }, /SMTP_URL: expected smtps:/],
      [{ RT_URL: 'http://rt.example' }, /RT_URL: expected https:/],
      [{ RT_URL: 'https://bot:seCret@rt.example' }, /RT_URL: expected https:/],
      [{ RT_TOKEN: 'seCret token' }, /RT_TOKEN: expected a token/],
    ];
    for (const [environment, message] of cases) {
      const read = () => readConfig(environment);
      expect(read, JSON.stringify(environment)).to.throw(ConfigError, message);
      expect(read).not.to.throw(/seCret/);
    }
    expect(() =>
      createTicketSystem(
        readConfig({ ...MAIL, TICKETS_MAIL_TO: 'pariss=a@x.example,*=b@x.example' }),
        knowledge.academies,
      ),
    ).to.throw(ConfigError, /TICKETS_MAIL_TO: there is no academy “pariss” \(there are .*paris/);
  });
});

describe('the letter of a ticket', () => {
  const row = {
    caseId: 'case 1',
    conversationId: 'c',
    academy: 'lyon',
    locale: 'fr',
    kind: 'ticket',
    urgent: 0,
    subject: 'Compte bloqué',
    body: 'Problème : compte bloqué\nMessage affiché : {0} <b>',
    referenceCode: 'P-7K3M9Q',
    state: 'queued',
    reference: null,
    attempts: 0,
    nextAt: 0,
    giveUpAt: 0,
    claim: null,
    claimedUntil: 0,
    failure: null,
    createdAt: 0,
    openedAt: null,
    toldAt: null,
    trace: null,
  } as const;

  it('holds the packet as it is, and reads well with and without a desk', () => {
    const without = createTicketRenderer(knowledge)(row);
    expect(without.subject).to.equal('[P-7K3M9Q] Compte bloqué (académie de Lyon)');
    expect(
      without.body,
    ).to.equal(`Demande P-7K3M9Q, préparée par l’assistant automatique Permanence. La personne a vu et confirmé son problème, son académie, le message affiché, le dernier essai, l’appareil et ce qu’elle a essayé\u202f; pas les autres lignes.

Problème\u00a0: compte bloqué
Message affiché\u00a0: {0} <b>

Ce ticket ne contient ni nom ni adresse, et la personne ne reçoit pas de réponse par lui\u00a0: elle joindra l’assistance en donnant sa référence.
Ce qui ressemblait à un secret a été masqué. L’assistant n’a pas vérifié l’identité de la personne\u00a0: vérifiez-la avant de toucher au compte.
`);
    const withDesk = createTicketRenderer(
      knowledge,
      'https://aide.example',
    )({ ...row, kind: 'callback', locale: 'en' });
    expect(withDesk.subject).to.equal(
      '[P-7K3M9Q] réponse attendue dans la conversation\u00a0: Compte bloqué (académie de Lyon)',
    );
    expect(withDesk.body)
      .to.include(
        'lignes.\nElle attend une réponse dans la conversation.\nElle écrit en anglais.\n\nProblème',
      )
      .and.to.include(
        '<b>\n\nDossier et conversation\u00a0: https://aide.example/desk#case=case%201\nCe ticket',
      );
  });
});
