import fc from 'fast-check';
import { nasty, text, value } from './texts.ts';

/** Characters above what a body may have. */
const TOO_LONG = 300_000;
const DEEPEST = 40_000;

/** Bodies: activities with hardly anything wrong, with anything wrong, broken JSON, broken UTF-8. */
export function hostileBody(serviceUrl: string): fc.Arbitrary<Uint8Array> {
  const json = fc
    .oneof(
      { weight: 20, arbitrary: activity(serviceUrl) },
      {
        weight: 2,
        arbitrary: fc.record({ academy: value, locale: value, user: value }, { requiredKeys: [] }),
      },
      { weight: 2, arbitrary: fc.constantFrom({}, { academy: 'paris' }, { locale: 'en', user: {} }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    )
    .map((content) => JSON.stringify(content) ?? '');
  const damaged = fc
    .tuple(json, fc.uint8Array({ minLength: 1, maxLength: 8 }))
    .map(([content, bytes]) =>
      Buffer.concat([Buffer.from(content.slice(0, -3)), bytes, Buffer.from(content.slice(-3))]),
    );
  return fc.oneof(
    { weight: 16, arbitrary: json.map((content) => Buffer.from(content)) },
    { weight: 2, arbitrary: brokenJson(json).map((content) => Buffer.from(content)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 500 }) },
    { weight: 1, arbitrary: damaged },
    { weight: 1, arbitrary: fc.constant(new Uint8Array()) },
  );
}

function activity(serviceUrl: string): fc.Arbitrary<object> {
  const sound = fc
    .record({ id: fc.uuid(), text, conversation: fc.oneof(fc.uuid(), nasty) })
    .map(({ conversation, ...rest }) => ({
      ...rest,
      type: 'message',
      channelId: 'msteams',
      serviceUrl,
      conversation: { id: conversation, conversationType: 'personal' },
      from: { id: 'user', name: 'A' },
      recipient: { id: 'bot' },
      channelData: { clientActivityID: rest.id },
    }));
  return fc.oneof(
    { weight: 3, arbitrary: sound },
    {
      weight: 4,
      arbitrary: fc.tuple(sound, oddParts(serviceUrl, 2)).map(([base, odd]) => ({ ...base, ...odd })),
    },
    { weight: 1, arbitrary: oddParts(serviceUrl, 20) },
  );
}

/** Some of the fields of an activity, at most so many, each with something that could but need not stand there. */
function oddParts(serviceUrl: string, most: number): fc.Arbitrary<object> {
  const fields: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    type: fc.oneof(
      fc.constantFrom('typing', 'event', 'invoke', 'conversationUpdate', 'installationUpdate'),
      fc.constantFrom('messageUpdate', 'messageDelete', 'messageReaction', 'endOfConversation', 'handoff'),
      value,
    ),
    id: value,
    text: value,
    channelId: fc.oneof(nasty, value),
    serviceUrl: fc.oneof(
      fc.constantFrom(
        'ftp://127.0.0.1/',
        'javascript:1',
        'http://[',
        '',
        `${serviceUrl}/${'a/'.repeat(500)}`,
      ),
      value,
    ),
    conversation: fc.oneof(
      fc.record(
        { id: value, conversationType: value, tenantId: value, isGroup: value },
        { requiredKeys: ['id'] },
      ),
      value,
    ),
    from: fc.oneof(fc.record({ id: value, name: value, aadObjectId: value }), value),
    recipient: fc.oneof(fc.record({ id: value }), value),
    value: fc.oneof(
      value,
      fc.record({ choice: fc.oneof(text, value), asked: value }, { requiredKeys: ['choice'] }),
    ),
    name: value,
    action: value,
    locale: fc.oneof(nasty, value),
    localTimezone: value,
    entities: fc.oneof(
      value,
      fc.array(
        fc.record(
          {
            type: fc.constantFrom('mention', 'clientInfo', ''),
            mentioned: fc.oneof(fc.constant({ id: 'bot' }), value),
            text: value,
          },
          { requiredKeys: ['type'] },
        ),
        { maxLength: 3 },
      ),
    ),
    attachments: fc.oneof(fc.constantFrom(null, []), value),
    membersAdded: fc.oneof(value, fc.array(fc.record({ id: value }), { maxLength: 3 })),
    channelData: fc.oneof(
      value,
      fc.record({ clientActivityID: value, tenant: value, team: value, postBack: value }),
    ),
    timestamp: value,
    replyToId: value,
    textFormat: value,
  };
  const one = fc
    .constantFrom(...Object.entries(fields))
    .chain(([name, field]) => field.map((given) => [name, given]));
  return fc.array(one, { minLength: 1, maxLength: most }).map((pairs) => Object.fromEntries(pairs));
}

function brokenJson(json: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const depth = fc.integer({ min: 1, max: DEEPEST });
  return fc.oneof(
    fc.tuple(json, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))),
    fc.tuple(json, nasty, fc.nat()).map(([whole, odd, at]) => {
      const place = at % (whole.length + 1);
      return whole.slice(0, place) + odd + whole.slice(place);
    }),
    depth.map((levels) => '['.repeat(levels)),
    depth.map((levels) => '['.repeat(levels) + ']'.repeat(levels)),
    depth.map(
      (levels) => `{"type":"message","text":"a","value":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`,
    ),
    fc.constantFrom(
      '{"__proto__":{"polluted":1},"type":"message","text":"a"}',
      '{"constructor":{"prototype":{"polluted":1}},"type":"message","text":"a"}',
      '{"type":"message","text":"a","channelData":{"__proto__":{"clientActivityID":"x"}}}',
      '{"type":"message","text":"a","value":{"choice":"__proto__"}}',
      '{"type":"message","type":"x","text":"a","text":1}',
      '{"toJSON":1,"then":1,"length":1e9,"type":"message","text":"a"}',
      '\ufeff{"type":"message","text":"a"}',
      '{"type":"message","text":1e999}',
      `{"type":"message","text":${'9'.repeat(1000)}}`,
      `{"type":"message","text":"${'\\u0000'.repeat(2000)}"}`,
      `{"type":"message","text":"${'a'.repeat(8001)}"}`,
      `{"type":"message","text":"${'a'.repeat(TOO_LONG)}"}`,
      `{${'"a":1,'.repeat(20_000)}"type":"message"}`,
    ),
  );
}
