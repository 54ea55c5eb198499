import { z } from 'zod';
import { loadRedactionWords } from '../content/load-words.ts';
import { redact } from '../redaction/redact.ts';
import { readJsonLines, writeJsonLine } from './json-lines.ts';
import { runCommand } from './run.ts';

// JSON lines {"text"} in, {"text", "found"} without secrets out.
const line = z.looseObject({ text: z.string() });

await runCommand(async () => {
  loadRedactionWords();
  for await (const { text } of readJsonLines(process.stdin, line)) writeJsonLine(redact(text));
});
