/**
 * What is mutated, and the tests that have to notice. The tests of a room are those that are quick: a mutant costs one run of
 * those that reach it, so what starts processes, browsers or PostgreSQL is left to the whole suite.
 *
 * @type {Readonly<Record<string, {readonly mutate: readonly string[], readonly tests: readonly string[], readonly leaveOut?: string}>>}
 */
export const ROOMS = {
  'turn-step': {
    mutate: [
      'src/turn/{announced-secret,apply-timers,build-step,event-at,forget-words,greeting,move,opening}.ts',
      'src/turn/{create-situation,read-actions,read-event,replies,run-machine,snapshot,state-timers,step,stored-conversation}.ts',
    ],
    tests: [
      'test/turn/*.test.ts',
      'test/channels/{announced-secret,direct-line,teams-home}.test.ts',
      'test/records/copies.test.ts',
      'test/conversations.test.ts',
    ],
  },
  'turn-commit': {
    mutate: ['src/turn/{commit,conversation-row,log-entries,run-turn,announce}.ts'],
    tests: ['test/turn/commit.test.ts'],
  },
  queries: {
    mutate: ['src/store/queries/*.ts'],
    tests: [
      'test/{delivery,records,turn}/*.test.ts',
      'test/store/{agents,queries}.test.ts',
      'test/channels/{feedback,resume-codes}.test.ts',
      'test/desk/{access,cases,content-room,incident-over,incidents,ownership,presence,span,suggestions,tickets}.test.ts',
    ],
  },
  delivery: {
    mutate: ['src/delivery/*.ts'],
    tests: ['test/delivery/*.test.ts'],
  },
  desk: {
    mutate: [
      'src/desk/cases/{ownership,lock,transition,person-message,agent-message}.ts',
      'src/desk/availability/*.ts',
    ],
    tests: ['test/desk/{access,cases,hours,ownership,presence,span}.test.ts'],
  },
  webchat: {
    mutate: ['src/channels/webchat/{origins,cors,token,activity}.ts'],
    tests: ['test/channels/{bad-input,direct-line,origins,stream-token,token,webchat-activity}.test.ts'],
  },
  teams: {
    mutate: ['src/channels/teams/{activity,caller,private-conversation}.ts'],
    tests: ['test/channels/{teams-activity,teams-callers,teams-home,teams-shapes,teams-wordless}.test.ts'],
  },
  redaction: {
    mutate: ['src/redaction/**/*.ts'],
    tests: ['test/redaction/{edges,hard-lines,redact}.test.ts'],
    // Thousands of made-up texts a test, which say the same at a hundred times the cost.
    leaveOut: 'redaction (?:of a secret that nobody|of hostile texts|twice)',
  },
  interpret: {
    mutate: ['dialogs/interpret/*.ts'],
    tests: [
      'test/dialogs/{act-events,acts,asked-events,candidates,denials,easy-read,events,follow-ups,heard-as,interpret,merge-acts}.test.ts',
      'test/dialogs/{offers,place,priors,small-rules,told-or-asked,turning-away,words-in-place}.test.ts',
      'test/turn/step.test.ts',
      'test/conversations.test.ts',
    ],
  },
};
