import { palette } from '../charts/palette.ts';
import type { DemoGrade, DemoPerformance, Localized } from './types.ts';

interface Tariff {
  readonly adult: number;
  /** Reduced prices are rounded to this. */
  readonly step: number;
}

function grade(
  code: string,
  name: Localized,
  color: string,
  categories: readonly string[],
  { adult, step }: Tariff,
): DemoGrade {
  const youth = Math.round((adult * 0.7) / step) * step;
  return { code, name, color, categories, prices: { adult, youth } };
}

const NAMES = {
  VIP: { ko: 'VIP석', en: 'VIP' },
  R: { ko: 'R석', en: 'R' },
  S: { ko: 'S석', en: 'S' },
  A: { ko: 'A석', en: 'A' },
} as const;

const WON = 1_000;
const PENCE = 50;

/** Four grades of the musical theatre; prices of adults, dearest first. */
export function musicalGrades(vip: number, r: number, s: number, a: number): DemoGrade[] {
  return [
    grade('VIP', NAMES.VIP, palette.vermilion, ['prime'], { adult: vip, step: WON }),
    grade('R', NAMES.R, palette.blue, ['stalls'], { adult: r, step: WON }),
    grade('S', NAMES.S, palette.green, ['side'], { adult: s, step: WON }),
    grade('A', NAMES.A, palette.orange, ['balcony'], { adult: a, step: WON }),
  ];
}

/** Three grades of the play house. */
export function playGrades(r: number, s: number, a: number, step: number = WON): DemoGrade[] {
  return [
    grade('R', NAMES.R, palette.vermilion, ['front'], { adult: r, step }),
    grade('S', NAMES.S, palette.blue, ['middle'], { adult: s, step }),
    grade('A', NAMES.A, palette.green, ['rear'], { adult: a, step }),
  ];
}

/** The play house in pounds: prices in pence. */
export function playGradesInPence(r: number, s: number, a: number): DemoGrade[] {
  return playGrades(r, s, a, PENCE);
}

/** Five grades of the stadium, in proportion to the dearest. */
export function stadiumGrades(premium: number): DemoGrade[] {
  const share = (part: number) => ({ adult: Math.round((premium * part) / WON) * WON, step: WON });
  return [
    grade('P', { ko: '프리미엄석', en: 'Premium' }, palette.vermilion, ['premium'], share(1)),
    grade('S', { ko: '사이드석', en: 'Sideline' }, palette.blue, ['sideline'], share(0.6)),
    grade('E', { ko: '골대 뒤·외야석', en: 'Ends' }, palette.sky, ['ends'], share(0.4)),
    grade('U', { ko: '상층석', en: 'Upper tier' }, palette.orange, ['upper'], share(0.3)),
    grade('ST', { ko: '스탠딩', en: 'Standing' }, palette.purple, ['standing'], share(0.35)),
  ];
}

type Terms = Pick<DemoPerformance, 'chart' | 'grades'> &
  Partial<Omit<DemoPerformance, 'startsInHours'>>;

/** Performances of one production, so many days from now, all under the same terms. */
export function performances(days: readonly number[], terms: Terms): DemoPerformance[] {
  return days.map((day) => ({
    startsInHours: day * 24,
    saleOpensInHours: Math.min(-24 * 14, day * 24 - 24 * 30),
    saleClosesBeforeStartMinutes: 60,
    currency: 'KRW',
    maxSeatsPerOrder: 4,
    orphanRule: 'off',
    waitingRoom: false,
    overrides: [],
    ...terms,
  }));
}
