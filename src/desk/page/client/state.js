// All that the page shows, in one object. `update` merges a change into it and draws once a frame.
export const state = {
  /** 'loading' | 'signed-out' | 'ready' | 'failed' */
  phase: 'loading',
  locale: 'fr',
  oidc: false,
  me: null,
  presence: 'away',
  online: true,
  /** Whether what is shown could not be brought up to date. */
  behind: false,
  /** Whether more tabs are open than the server streams to. */
  crowded: false,
  /** 'queue' | 'mine' | 'ended' */
  list: 'queue',
  cases: null,
  ended: null,
  /** How many incidents are suggested to this lead. */
  suggested: 0,
  /** Id of the case that is open. */
  openId: null,
  detail: null,
  activities: [],
  last: 0,
  /**
   * Messages on their way or not arrived, of all cases: {caseId, key, fence, text, at, failed} and
   * after: the last number of the log when it was sent.
   */
  outgoing: [],
  /** What is being written, by case and mode: `${id} message` | `${id} note`. */
  drafts: new Map(),
  mode: 'message',
  /** Until when (milliseconds) the person of the open case is shown as writing. */
  typingUntil: 0,
  /** By case, when its last message was seen here. */
  seen: new Map(),
  /** On narrow screens: 'talk' | 'request' | 'history'. */
  pane: 'talk',
  dialog: null,
  notice: null,
  busy: false,
  sound: false,
  shortcuts: true,
  now: Date.now(),
  /** When the session ends, on this browser's clock. */
  endsAt: Number.POSITIVE_INFINITY,
  /** Whether a session has ended on this page. */
  sessionOver: false,
};

let draw = () => {};
let asked = false;

/** Merges a change, and draws soon after. */
export function update(change = {}) {
  Object.assign(state, change);
  if (asked) return;
  asked = true;
  queueMicrotask(() => {
    asked = false;
    draw();
  });
}

/** Says who draws. */
export function drawWith(paint) {
  draw = paint;
}

/** The case that is open, as the list has it or as it was loaded. */
export function openCase() {
  return state.detail;
}

/** Whether the signed-in agent owns a case. */
export function isMine(one) {
  return one?.owner?.id === state.me?.agent.id;
}

/** Whether the agent may act at all, or only reads. */
export function mayAct() {
  return state.me?.agent.role !== 'auditor';
}
