/**
 * The pages around the chat: what this is, what becomes of people's data, who is answerable, how accessible it is. They are made
 * of dialogs/knowledge/locales/…/site.yaml, the settings and the grid.
 */
import { randomBytes } from 'node:crypto';
import type { Request, Server } from 'restify';
import type { Texts, Values } from '../../dialogs/knowledge/texts.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import type { Config } from '../config/config.ts';
import { compressed } from '../http/compressed.ts';
import { endpoint, type HttpAnswer } from '../http/endpoint.ts';
import { HttpError } from '../http/errors.ts';
import { escapeHtml } from '../http/escape-html.ts';
import { requestLocale } from '../http/locale.ts';
import { pagePolicy } from '../http/page-policy.ts';
import { demoLead } from './demo.ts';
import { type Grid, judge } from './grid.ts';
import { siteHtml } from './page-html.ts';

/** Sections of each page, in their order. */
const SECTIONS = {
  home: ['what'],
  privacy: ['who', 'why', 'what', 'whom', 'how_long', 'rights', 'machine'],
  legal: ['publisher', 'director', 'host', 'contact', 'software'],
  accessibility: ['engagement', 'state', 'results', 'gaps', 'made', 'contact', 'appeal'],
} as const;
type Name = keyof typeof SECTIONS;
const PATHS = { home: '/', privacy: '/privacy', legal: '/legal', accessibility: '/accessibility' } as const;
/** Milliseconds for which security.txt promises to be right. */
const VALID = 180 * 24 * 60 * 60_000;

export interface SiteParts {
  readonly texts: Texts;
  readonly config: Config;
  readonly grid: Grid;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Adds the pages to a server. */
export function addSite(server: Server, parts: SiteParts): void {
  for (const name of Object.keys(SECTIONS) as Name[]) {
    server.get(
      PATHS[name],
      endpoint((request) => sitePage(parts, request, name)),
    );
  }
  server.get(
    '/webchat/demo',
    endpoint((request) => sitePage(parts, request, 'home', demoLead)),
  );
  server.get(
    '/.well-known/security.txt',
    endpoint((request) => securityText(parts, request)),
  );
}

/** How accessible the service is, in words, by language. */
export function levels({ texts, grid }: Pick<SiteParts, 'texts' | 'grid'>) {
  const key = `site.accessibility.level.${judge(grid).level}`;
  const of = (locale: Language) => ({ level: texts.render(locale, key, {}) });
  return { fr: of('fr'), en: of('en') };
}

/** Addresses of the pages and the words for them, for the chat and the desk. */
export function siteLinks(
  { texts, grid }: Pick<SiteParts, 'texts' | 'grid'>,
  locale: Language,
): { readonly href: string; readonly text: string }[] {
  const { level } = levels({ texts, grid })[locale];
  return (['privacy', 'legal', 'accessibility'] as const).map((name) => ({
    href: `${PATHS[name]}?locale=${locale}`,
    text: texts.render(locale, `site.${name}.title`, { level }),
  }));
}

function sitePage(
  parts: SiteParts,
  request: Request,
  name: Name,
  makeLead: (nonce: string) => string = () => '',
): Promise<HttpAnswer> {
  const { texts } = parts;
  const locale = requestLocale(request);
  const nonce = randomBytes(18).toString('base64');
  const values = valuesOf(parts, request, locale);
  const say = (key: string) => texts.render(locale, `site.${key}`, values);
  const other = LANGUAGES.find((language) => language !== locale) ?? locale;
  const path = request.path();
  const ways = `<p class="ways"><a href="/webchat?locale=${locale}">${escapeHtml(say('home.chat'))}</a></p><p><a href="/desk">${escapeHtml(say('home.desk'))}</a></p>`;
  return compressed(request, {
    status: 200,
    body: siteHtml({
      locale,
      nonce,
      title: say(`${name}.title`),
      name: say('name'),
      sections: SECTIONS[name].map((section) => ({
        heading: say(`${name}.${section}`),
        text: say(`${name}.${section}_text`),
      })),
      lead: makeLead(nonce) || (name === 'home' ? ways : ''),
      links: [
        ...(name === 'home' ? [] : [{ href: `/?locale=${locale}`, text: say('name') }]),
        ...siteLinks(parts, locale),
        { href: `${path}?locale=${other}`, text: say('other_language'), lang: other },
      ],
    }),
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': pagePolicy(nonce, { 'connect-src': "'none'", 'frame-src': "'self'" }),
    },
  });
}

function valuesOf({ texts, config, grid }: SiteParts, request: Request, locale: Language): Values {
  const unset = texts.render(locale, 'site.unset', {});
  const { level, rate, holds, applicable, failures, untested } = judge(grid);
  const nothing = texts.render(locale, 'site.accessibility.nothing', {});
  const date = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'fr-FR', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return {
    origin: originOf(config, request),
    publisher: config.PUBLISHER ?? unset,
    director: config.PUBLICATION_DIRECTOR ?? unset,
    host: config.HOSTED_BY ?? unset,
    contact: config.CONTACT ?? unset,
    dpo: config.DPO_CONTACT ?? config.CONTACT ?? unset,
    conversations: config.RETENTION_CONVERSATIONS_DAYS,
    cases: config.RETENTION_CASES_DAYS,
    inbox: config.RETENTION_INBOX_DAYS,
    receipts: config.RETENTION_RECEIPTS_DAYS,
    ...levels({ texts, grid })[locale],
    level_reason: level === 'full' ? '' : texts.render(locale, 'site.accessibility.reason', {}),
    rate,
    holds,
    applicable,
    failures: failures.join(', ') || nothing,
    untested: untested.join(', ') || nothing,
    date: date.format(Date.parse(grid.date)),
  };
}

function securityText({ config, now }: SiteParts, request: Request): HttpAnswer {
  const contact = config.SECURITY_CONTACT ?? config.CONTACT;
  if (!contact) {
    throw new HttpError(404, 'contact_unset', 'Nobody is named here yet: set SECURITY_CONTACT or CONTACT.');
  }
  const lines = [
    `Contact: ${contact.includes('://') ? contact : `mailto:${contact}`}`,
    `Expires: ${new Date(now() + VALID).toISOString().slice(0, 10)}T00:00:00Z`,
    'Preferred-Languages: fr, en',
    `Canonical: ${originOf(config, request)}/.well-known/security.txt`,
  ];
  return {
    status: 200,
    body: `${lines.join('\n')}\n`,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  };
}

function originOf(config: Config, request: Request): string {
  return config.PUBLIC_URL ?? `http://${request.headers.host ?? 'localhost'}`;
}
