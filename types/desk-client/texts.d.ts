/** What the server makes of dialogs/locales/…/desk.yaml. */
export const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>>;
