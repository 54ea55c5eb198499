/** What the server makes of dialogs/knowledge/locales/…/desk.yaml. */
export const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>>;
