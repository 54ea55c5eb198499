import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** Bytes of an answer that are looked at: the connector answers with an id, or with who somebody is. */
const MOST = 256 * 1024;

export interface TextResponse {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  /** The body; empty where it broke off, or was too long or too late to be read. */
  readonly text: string;
}

/** The far end has not begun to answer in time. */
export class NoAnswerError extends Error {
  readonly code = 'connector.no_answer';
}

/**
 * Makes one request and gives the answer, as far as there is one after `patience` milliseconds. Rejects with undici's error, or
 * `NoAnswerError`, where there is none. On the dispatcher itself: undici's `request`, whose answers are streams that can be
 * aborted by signals, costs 44 microseconds of processor for a short answer, and this 25.
 */
export function fetchText(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  patience: number,
): Promise<TextResponse> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let begun: Pick<TextResponse, 'statusCode' | 'headers'> | undefined;
    let request: Dispatcher.DispatchController | undefined;
    let over = false;
    const end = (error: Error, text = '') => {
      over = true;
      clearTimeout(timer);
      if (begun) resolve({ ...begun, text });
      else reject(error);
    };
    const hangUp = (error: Error) => {
      end(error);
      request?.abort(error);
    };
    const timer = setTimeout(() => hangUp(new NoAnswerError('no answer in time')), patience);
    dispatcher.dispatch(options, {
      onRequestStart: (controller) => {
        request = controller;
        // It was given up while it waited for a connection: nothing may leave any more.
        if (over) controller.abort(new NoAnswerError('too late to be asked'));
      },
      onResponseStart: (_, statusCode, headers) => {
        // What is only informed of (1xx) is no answer yet.
        if (statusCode >= 200) begun = { statusCode, headers };
      },
      onResponseData: (_, chunk) => {
        size += chunk.length;
        if (size > MOST) hangUp(new Error('an answer that is too long'));
        else chunks.push(chunk);
      },
      onResponseEnd: () => end(new Error('an answer without a status'), Buffer.concat(chunks).toString()),
      onResponseError: (_, error) => end(error),
    });
  });
}
