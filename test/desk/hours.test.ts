import { expect } from 'chai';
import { addDays, frenchTime, instantOf, isPublicHoliday } from '../../dialogs/knowledge/hours/calendar.ts';
import { loadHours } from '../../src/content/load-hours.ts';
import { estimateWait } from '../../src/desk/availability/estimate.ts';
import { knowledge } from '../helpers/app.ts';

const hours = loadHours();
/** A day and time on French clocks, as milliseconds. */
const at = (day: string, time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf({ day, minutes: hour * 60 + minute });
};
const shown = (instant: number | null) => {
  if (instant === null) return null;
  const { day, minutes } = frenchTime(instant);
  return `${day} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};

describe('opening hours', () => {
  it('exist for every academy that has a file', () => {
    const monday = at('2026-11-23', '10:00');
    for (const id of knowledge.academies.keys()) expect(hours.isOpen(id, monday), id).to.equal(true);
    expect(hours.isOpen(null, monday)).to.equal(true);
    expect(hours.isOpen('nice', monday)).to.equal(true);
  });

  it('follow the clock of France, in winter and in summer time', () => {
    expect(hours.isOpen('paris', Date.UTC(2026, 10, 23, 7, 29))).to.equal(false);
    expect(hours.isOpen('paris', Date.UTC(2026, 10, 23, 7, 30))).to.equal(true);
    expect(hours.isOpen('paris', Date.UTC(2026, 10, 23, 16, 29))).to.equal(true);
    expect(hours.isOpen('paris', Date.UTC(2026, 10, 23, 16, 30))).to.equal(false);
    expect(hours.isOpen('paris', Date.UTC(2027, 5, 7, 6, 30))).to.equal(true);
    expect(hours.isOpen('paris', Date.UTC(2027, 5, 7, 15, 30))).to.equal(false);
    // Over the weekends on which clocks change, the next opening is 8:30 on the clock.
    expect(shown(hours.nextOpening('lyon', at('2027-03-26', '18:00')))).to.equal('2027-03-30 08:30');
    expect(hours.nextOpening('lyon', at('2027-03-26', '18:00'))).to.equal(Date.UTC(2027, 2, 30, 6, 30));
    expect(shown(hours.nextOpening('other', at('2026-10-24', '09:00')))).to.equal('2026-10-26 08:30');
    expect(hours.nextOpening('other', at('2026-10-24', '09:00'))).to.equal(Date.UTC(2026, 9, 26, 7, 30));
  });

  it('are closed on public holidays, Easter’s among them', () => {
    const holidays = [
      '2026-11-11',
      '2027-01-01',
      '2027-03-29',
      '2027-05-01',
      '2027-05-06',
      '2027-05-08',
      '2027-05-17',
    ];
    for (const day of holidays) expect(isPublicHoliday(day), day).to.equal(true);
    for (const day of ['2027-03-28', '2027-03-30', '2027-05-07', '2026-12-24'])
      expect(isPublicHoliday(day), day).to.equal(false);
    // Easter Sundays of the hundred years that matter, by another reckoning (Gauss, as valid from 1900 to 2099).
    for (let year = 1950; year < 2050; year++) {
      const [a, b, c] = [year % 19, year % 4, year % 7];
      const d = (19 * a + 24) % 30;
      const e = (2 * b + 4 * c + 6 * d + 5) % 7;
      let offset = 22 + d + e;
      if (offset === 57 || (offset === 56 && d === 28 && a > 10)) offset -= 7;
      expect(isPublicHoliday(addDays(`${year}-03-01`, offset)), String(year)).to.equal(true);
    }
    expect(shown(hours.nextOpening('paris', at('2026-11-10', '18:00')))).to.equal('2026-11-12 08:30');
  });

  it('are shorter in the school holidays of the academy’s own zone', () => {
    // 2027-02-09: holidays in Paris (C) only; 2027-02-16: Paris and Lyon (A); 2027-03-02: Aix-Marseille (B) only.
    const early = (academy: string, day: string) => hours.isOpen(academy, at(day, '08:45'));
    const table = {
      '2027-02-09': [false, true, true],
      '2027-02-16': [false, false, true],
      '2027-03-02': [true, true, false],
    };
    for (const [day, expected] of Object.entries(table))
      expect(
        ['paris', 'lyon', 'aix-marseille'].map((academy) => early(academy, day)),
        day,
      ).to.deep.equal(expected);
    // Lessons begin again on Monday, 2 November.
    expect(early('paris', '2026-10-30')).to.equal(false);
    expect(early('paris', '2026-11-02')).to.equal(true);
    expect(shown(hours.nextOpening('paris', at('2026-12-24', '12:30')))).to.equal('2026-12-24 13:30');
    expect(shown(hours.nextOpening('paris', at('2026-12-24', '17:00')))).to.equal('2026-12-28 09:00');
  });
});

describe('the estimate of a wait', () => {
  const minutes = (...values: number[]) => values.map((value) => value * 60_000);

  it('is none where there is nothing to go by', () => {
    expect(estimateWait(1, 0, minutes(5, 5, 5, 5, 5))).to.equal(null);
    expect(estimateWait(1, 2, minutes(5, 5, 5, 5))).to.equal(null);
    expect(estimateWait(9, 1, minutes(20, 20, 20, 20, 20))).to.equal(null);
  });

  it('is a range that grows with the queue and shrinks with the agents', () => {
    const handled = minutes(4, 6, 6, 8, 10);
    expect(estimateWait(1, 1, handled)).to.deep.equal({ from: 0, to: 8 });
    expect(estimateWait(3, 1, handled)).to.deep.equal({ from: 12, to: 24 });
    expect(estimateWait(3, 2, handled)).to.deep.equal({ from: 6, to: 16 });
  });
});
