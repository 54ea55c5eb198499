import { z } from 'zod';

const yearMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11');
const day = z.iso.date();
const minutes = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'expected times such as 08:30-17:30')
  .transform((text) => {
    const [from = 0, to = 0] = text.split('-').map((time) => {
      const [hours = '0', minute = '0'] = time.split(':');
      return Number(hours) * 60 + Number(minute);
    });
    return { from, to };
  })
  .refine(({ from, to }) => from < to, 'the end comes before the beginning');

/** Opening times of each weekday; a day that is not named is closed. */
const week = z.strictObject({
  monday: z.array(minutes).optional(),
  tuesday: z.array(minutes).optional(),
  wednesday: z.array(minutes).optional(),
  thursday: z.array(minutes).optional(),
  friday: z.array(minutes).optional(),
  saturday: z.array(minutes).optional(),
  sunday: z.array(minutes).optional(),
});

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** When the desk of one academy is open. */
export const hoursSchema = z.strictObject({
  academy: z.string(),
  /** School holidays are by zone. Without one there are none. */
  zone: z.enum(['A', 'B', 'C']).optional(),
  /** True until the academy has set its own hours: the desk opens by them, but nobody is told when it opens next. */
  assumption: z.boolean(),
  checkedOn: yearMonth,
  week,
  schoolHolidays: z.union([z.literal('as_usual'), z.literal('closed'), week]),
  publicHolidays: z.enum(['closed', 'as_usual']),
  /** Days on which the desk is closed besides. */
  closedOn: z.array(day).default([]),
});

export type HoursFile = z.infer<typeof hoursSchema>;

/** The school holidays of all zones: from the first day without lessons to the day on which they begin again. */
export const schoolHolidaysSchema = z.strictObject({
  source: z.string(),
  checkedOn: yearMonth,
  holidays: z.array(
    z.strictObject({
      name: z.string(),
      zones: z.array(z.enum(['A', 'B', 'C'])).min(1),
      from: day,
      until: day,
    }),
  ),
});

export type SchoolHolidays = z.infer<typeof schoolHolidaysSchema>['holidays'];
