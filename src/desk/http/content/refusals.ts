import type { Language } from '../../../../intents/text.ts';
import { ContentError } from '../../../content/refusal.ts';
import type { HttpAnswer } from '../../../http/endpoint.ts';
import { DraftError, PublishError } from '../../../publishing/errors.ts';

/** Answers in words what could not be drafted or published: what is unsafe, and who was there before, and when. */
export async function refusing(locale: Language, work: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ContentError) {
      const refusals = error.refusals.map(({ reason, ...place }) => ({ ...place, reason: reason[locale] }));
      return refusal(422, { code: error.code, message: refusals[0]?.reason ?? '', refusals });
    }
    if (error instanceof PublishError) {
      const { code, message, by } = error;
      const since = by && { by: by.by.name, at: by.at, version: by.number };
      return refusal(code === 'publish.unknown' ? 404 : 409, { code, message, ...since });
    }
    if (error instanceof DraftError) {
      const { code, message, since } = error;
      return refusal(code === 'draft.unknown' ? 404 : 409, { code, message, ...since });
    }
    throw error;
  }
}

function refusal(status: number, error: object): HttpAnswer {
  return { status, body: { error } };
}
