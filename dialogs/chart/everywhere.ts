import { and } from 'xstate';
import type { Trouble } from '../../intents/labels.ts';
import { incidentOver } from './outage.ts';
import { say } from './say.ts';
import { takeUp, troubleIs } from './transitions.ts';

/** A warning is said before all else, also before the academy is asked; the flow of its trouble comes after. */
function danger(id: string, trouble: Trouble) {
  return {
    target: '.routing',
    actions: [
      'noteUnderstood' as const,
      say(`safety.${id}`),
      { type: 'noteDanger' as const, params: { trouble } },
    ],
  } as const;
}

const warned = (id: string) => ({ actions: ['noteUnderstood' as const, say(`safety.${id}`)] });

/** What holds in every state that does not say otherwise. */
export const everywhere = {
  'message.understood': { actions: 'noteUnderstood' },
  'secret.shared': { actions: say('secret_shared') },
  'personal.shared': { actions: say('personal_shared') },
  'user.greeted': [
    { guard: 'incidentOpen', actions: [say('incident_now'), say('greeting')] },
    { actions: say('greeting') },
  ],
  'user.thanked': { actions: say('thanks') },
  'user.despaired': { actions: say('despair') },
  'user.left': [
    { guard: 'requestOpen', target: '.farewell', actions: say('handoff.stays_open') },
    { target: '.farewell' },
  ],
  'help.requested': { actions: say('help') },
  'identity.asked': { actions: say('identity') },
  'privacy.asked': { actions: say('privacy') },
  'user.returned': { guard: 'troubleNamed', actions: say('reminder') },
  'source.requested': { actions: say('source') },
  'back.requested': { actions: say('no_way_back') },
  'scope.missed': { actions: say('out_of_scope') },
  'question.missed': { actions: say('question_missed') },
  'answer.*': { actions: ['noteAnswer', 'sayAnswer'] },
  'safety.secret_asked': warned('secret_asked'),
  'safety.secret_here': warned('secret_here'),
  'safety.secret_given': danger('secret_given', 'phishing_report'),
  'safety.spam_sent': danger('spam_sent', 'phishing_report'),
  'safety.changed_by_other': danger('changed_by_other', 'phishing_report'),
  'safety.certificate_accepted': danger('certificate_accepted', 'certificate_warning'),
  'safety.certificate_temptation': [
    { guard: troubleIs('certificate_warning'), ...warned('certificate_temptation') },
    danger('certificate_temptation', 'certificate_warning'),
  ],
  'safety.encryption_temptation': warned('encryption_temptation'),
  'safety.phone_stolen': danger('phone_stolen', 'mfa_reset'),
  'safety.shared_left_open': warned('shared_left_open'),
  'tried.*': { actions: say('noted') },
  'slots.noted': { actions: say('noted') },
  'harm.denied': { actions: say('no_harm') },
  // What was taken for their trouble is none: whatever it was taken up from is gone back to.
  'problem.denied': [
    { guard: 'flowPaused', target: '.resumption', actions: [say('corrected'), 'resumeTrouble'] },
    { target: '.menu', actions: ['forgetTrouble', say('corrected')] },
  ],
  'check.done': { actions: say('check_done') },
  'access.lost': { target: '.menu', actions: ['noteUnderstood', say('access_lost')] },
  // The question asked again, in other words, says that it was heard.
  'problem.again': { actions: 'noteUnderstood' },
  'outcome.worked': '.solved',
  'success.noted': { actions: say('glad') },
  'outcome.failed': [
    { guard: 'answerOffersFlow', target: '.routing', actions: 'takeOfferedFlow' },
    { target: '.stuck' },
  ],
  'outcome.partly': { target: '.stuck' },
  'user.acknowledged': { actions: say('acknowledged') },
  'user.postponed': { actions: say('postponed') },
  'user.deferred': { actions: say('deferred') },
  'user.unable': { actions: say('unable') },
  'user.doubted': { actions: say('unknown_is_fine') },
  'user.affirmed': { actions: say('acknowledged') },
  'user.denied': { actions: say('denied') },
  'user.gave_up': { target: '.farewell', actions: say('gave_up') },
  'device.missing': { actions: say('no_device') },
  // How the question is asked again is the step's to choose.
  'wording.requested': { actions: 'noteUnderstood' },
  'question.requested': { actions: 'noteUnderstood' },
  'bot.corrected': [
    { guard: 'hasDoubts', target: '.clarifying', actions: ['noteDoubts', say('corrected')] },
    { actions: say('corrected') },
  ],
  'intent.missed': [
    {
      guard: and(['missedBefore', 'hasDoubts']),
      target: '.clarifying',
      actions: ['countMiss', 'noteDoubts'],
    },
    { guard: 'missedBefore', actions: ['countMiss', say('missed_again')] },
    { actions: ['countMiss', say('missed')] },
  ],
  'intent.doubted': { target: '.clarifying', actions: 'noteDoubts' },
  'restart.requested': { target: '.menu', actions: 'forgetTrouble' },
  // How the bot writes changes nothing of where they are.
  'choice.easy_read': { actions: ['noteEasy', say('easy_on')] },
  'choice.full_texts': { actions: ['forgetEasy', say('easy_off')] },
  'agent.requested': '.handoff',
  'case.overdue': '.handoff.overdue',
  'case.released': { target: '.handoff.waiting', actions: say('handoff.released') },
  'case.moved': { target: '.handoff.waiting', actions: say('handoff.moved') },
  // The step has gone back to where the person left.
  'agent.returned': { actions: ['noteAgent', say('handoff.returned')] },
  'agent.closed': { target: '.survey', actions: ['noteAgent', say('handoff.closed')] },
  'agent.ticketed': { target: '.handoff.ticketed', actions: 'noteAgent' },
  'ticket.failed': { actions: say('handoff.ticket_failed') },
  ...incidentOver,
  'ticket.opened': { actions: ['noteReference', say('handoff.ticket_opened')] },
  'academy.*': [
    { guard: 'troubleNamed', target: '.routing', actions: ['noteAcademy', say('academy_noted')] },
    { actions: ['noteAcademy', say('academy_noted')] },
  ],
  'trouble.*': takeUp('.routing', ['noteTrouble']),
  'address.known': { actions: 'noteGuess' },
} as const;
