/**
 * The few parts of natural 8.1.1 that are used, each imported by its own file: natural's root module pulls in
 * database drivers, reads `.env` and costs 420 ms, and its own typings do not pass `tsc`.
 */
export declare class RegexpTokenizer {
  constructor(options: { pattern: RegExp; gaps: boolean });
  tokenize(text: string): string[] | null;
}
declare const natural: { stem(token: string): string; RegexpTokenizer: typeof RegexpTokenizer };
export default natural;
