import { z } from 'zod';

/** The newest version that every tenant accepts. */
const VERSION = '1.19';
const https = z.url({ protocol: /^https$/ }).max(2048);
const guid = z.guid();
const scope = z.enum(['personal', 'team', 'groupChat']);

/** The rules of the published schema of manifests, as far as this app uses it. */
export const manifestSchema = z.strictObject({
  $schema: z.literal(
    `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`,
  ),
  manifestVersion: z.literal(VERSION),
  version: z
    .string()
    .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/)
    .max(256),
  id: guid,
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: https,
    privacyUrl: https,
    termsOfUseUrl: https,
  }),
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().min(1).max(100) }),
  description: z.strictObject({ short: z.string().min(1).max(80), full: z.string().min(1).max(4000) }),
  localizationInfo: z.strictObject({
    defaultLanguageTag: z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}$/),
    additionalLanguages: z
      .array(z.strictObject({ languageTag: z.string().regex(/^[A-Za-z0-9-]+$/), file: z.string().max(2048) }))
      .min(1),
  }),
  icons: z.strictObject({
    color: z.string().endsWith('.png').max(2048),
    outline: z.string().endsWith('.png').max(2048),
  }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  bots: z
    .array(
      z.strictObject({
        botId: guid,
        scopes: z.array(scope).min(1).max(3),
        supportsFiles: z.boolean(),
        isNotificationOnly: z.boolean(),
        commandLists: z
          .array(
            z.strictObject({
              scopes: z.array(scope).min(1).max(3),
              commands: z
                .array(
                  z.strictObject({
                    title: z.string().min(1).max(32),
                    description: z.string().min(1).max(128),
                  }),
                )
                .min(1)
                .max(10),
            }),
          )
          .max(3),
      }),
    )
    .length(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  // Host names without scheme or path; a wildcard may stand for a whole label, not for a domain that others share.
  validDomains: z
    .array(
      z
        .string()
        .regex(/^(\*\.)?([a-z0-9-]+\.)+[a-z]{2,}$/)
        .max(2048),
    )
    .max(16),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Texts of the app in the store, in another language than the manifest's own. */
export const localizationSchema = z.strictObject({
  $schema: z.literal(
    `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.Localization.schema.json`,
  ),
  'name.short': z.string().min(1).max(30),
  'name.full': z.string().min(1).max(100),
  'description.short': z.string().min(1).max(80),
  'description.full': z.string().min(1).max(4000),
  'bots[0].commandLists[0].commands[0].title': z.string().min(1).max(32),
  'bots[0].commandLists[0].commands[0].description': z.string().min(1).max(128),
  'bots[0].commandLists[0].commands[1].title': z.string().min(1).max(32),
  'bots[0].commandLists[0].commands[1].description': z.string().min(1).max(128),
});

export interface ManifestParts {
  /** The registration's id, which is the bot's. */
  readonly appId: string;
  /** The service's public origin (https). */
  readonly publicUrl: string;
  /** Version of the app: Teams takes an update where it rises. */
  readonly version: string;
  /** The texts of a language: `store.…` of the locale file teams.yaml. */
  readonly text: (locale: 'fr' | 'en', key: string) => string;
}

/** The manifest of the app, French first. Throws `ZodError` where it does not fit the published rules. */
export function buildManifest({ appId, publicUrl, version, text }: ManifestParts): Manifest {
  const say = (key: string) => text('fr', key);
  return manifestSchema.parse({
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version,
    id: appId,
    developer: {
      name: say('developer'),
      websiteUrl: `${publicUrl}/webchat`,
      privacyUrl: `${publicUrl}/webchat`,
      termsOfUseUrl: `${publicUrl}/webchat`,
    },
    name: { short: say('name'), full: say('full_name') },
    description: { short: say('description'), full: say('full_description') },
    localizationInfo: {
      defaultLanguageTag: 'fr',
      additionalLanguages: [{ languageTag: 'en', file: 'en.json' }],
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1F3A68',
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [
          {
            scopes: ['personal', 'team', 'groupChat'],
            commands: ['help', 'person'].map((name) => ({
              title: say(`command_${name}`),
              description: say(`command_${name}_does`),
            })),
          },
        ],
      },
    ],
    // Who a person is: the domain of their address tells the academy.
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(publicUrl).hostname],
  } satisfies Manifest);
}

/** The same texts in English. Throws `ZodError` where one is too long. */
export function buildLocalization(text: ManifestParts['text']) {
  const say = (key: string) => text('en', key);
  return localizationSchema.parse({
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.Localization.schema.json`,
    'name.short': say('name'),
    'name.full': say('full_name'),
    'description.short': say('description'),
    'description.full': say('full_description'),
    'bots[0].commandLists[0].commands[0].title': say('command_help'),
    'bots[0].commandLists[0].commands[0].description': say('command_help_does'),
    'bots[0].commandLists[0].commands[1].title': say('command_person'),
    'bots[0].commandLists[0].commands[1].description': say('command_person_does'),
  });
}
