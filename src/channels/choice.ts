import { z } from 'zod';

/** What a button of a card sends: the id of its choice, and the question under which it stood. No room for words. */
export const cardChoice = z.object({
  choice: z.string().regex(/^[a-z_.-]{1,64}$/),
  asked: z
    .string()
    .regex(/^[a-z_.]{1,64}$/)
    .optional(),
});

type CardChoice = z.infer<typeof cardChoice>;

/** The same without the keys that are undefined. */
export function defined({ choice, asked }: CardChoice): { choice: string; asked?: string } {
  return { choice, ...(asked !== undefined && { asked }) };
}
