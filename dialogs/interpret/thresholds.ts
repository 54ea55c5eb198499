/** From this confidence the best candidate of a whole message is acted on. */
export const ACT_ON = 0.28;
/** From this support it is plain what a message is about, and no clause of it is about something else. */
export const PLAIN = 0.75;
