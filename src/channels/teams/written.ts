import { type Activity, ActivityTypes } from 'botbuilder';

/** Characters of an attachment in which words are looked for. */
const LOOKED_AT = 32_000;
/** Attachments of a message that are looked at. */
const MOST = 20;

/** What a person can send that has no words in it, as the texts name it. */
export type Wordless = 'image' | 'sound' | 'forwarded' | 'file';

/** Quotations and attachments stand in the text as elements of Teams' own; a quotation's id even looks like a personal number. */
const PLACEHOLDERS =
  /<(quoted|attachment|codesnippet)\b[^<>]{0,300}\/>|<(quoted|attachment|codesnippet)\b[^<>]{0,300}>[^<>]{0,2000}<\/\2>/gi;
/** What is quoted is somebody else's, or was said before. */
const QUOTATION = /<blockquote\b[^<>]{0,500}>(?:(?!<\/?blockquote\b)[\s\S])*<\/blockquote>/gi;
const BREAK = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]{0,100}>/gi;
const EMOJI = /<(?:emoji|img)\b[^<>]{0,400}\balt="([^"<>]{1,8})"[^<>]{0,400}>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** A text without what Teams puts between its words. */
export function withoutPlaceholders(text: string): string {
  return text.replace(PLACEHOLDERS, ' ');
}

/** The words of a message that stand in its text/html attachment only, as some clients send them; empty where it has none. */
export function wordsOfHtml({ attachments }: Pick<Activity, 'attachments'>): string {
  const html = (attachments ?? [])
    .slice(0, MOST)
    .find(({ contentType }) => contentType === 'text/html')?.content;
  if (typeof html !== 'string') return '';
  return withoutPlaceholders(html.slice(0, LOOKED_AT).replace(QUOTATION, ' '))
    .replace(EMOJI, '$1')
    .replace(BREAK, '\n')
    .replace(/<[^<>]{0,2000}>/g, '')
    .replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,4}));/gi, (entity, decimal, hex, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? entity;
      return String.fromCodePoint(Math.min(decimal ? Number(decimal) : Number.parseInt(hex, 16), 0x10ffff));
    });
}

/** What a message brings in place of words; nothing where it is a press of a button, or says nothing at all. */
export function wordlessOf({
  type,
  attachments,
}: Pick<Activity, 'type' | 'attachments'>): Wordless | undefined {
  if (type !== ActivityTypes.Message) return undefined;
  const kinds = (attachments ?? []).slice(0, MOST).map(kindOf);
  return (
    kinds.find((kind) => kind !== undefined && kind !== 'file') ?? kinds.find((kind) => kind !== undefined)
  );
}

function kindOf({
  contentType = '',
  content,
}: NonNullable<Activity['attachments']>[number]): Wordless | undefined {
  const type = String(contentType).toLowerCase();
  if (type === 'text/html') return /<img\b/i.test(String(content ?? '')) ? 'image' : undefined;
  if (type.startsWith('image/') || type.endsWith('.card.animation')) return 'image';
  if (/^(?:audio|video)\//.test(type) || /\.card\.(?:audio|video)$/.test(type)) return 'sound';
  return /messagereference$/.test(type) ? 'forwarded' : 'file';
}
