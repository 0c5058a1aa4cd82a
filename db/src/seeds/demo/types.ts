/** A text in every language of the site. */
export interface Localized {
  readonly ko: string;
  readonly en: string;
}

export interface DemoCategory {
  readonly slug: string;
  readonly name: Localized;
  readonly children: readonly DemoCategory[];
}

export type DemoChartKey = 'play-house' | 'musical-theatre' | 'stadium';

export interface DemoVenue {
  readonly slug: string;
  readonly name: Localized;
  readonly address: Localized;
  /** IANA zone; local times of the venue's performances are meant in it. */
  readonly timeZone: string;
  readonly charts: readonly DemoChartKey[];
}

export type DemoPriceType = 'adult' | 'youth';

export interface DemoGrade {
  readonly code: string;
  readonly name: Localized;
  /** `#rrggbb` */
  readonly color: string;
  /** Keys of the chart's categories whose seats have this grade. */
  readonly categories: readonly string[];
  /** In the currency's minor unit; won has none, so 99000 is 99,000 won. */
  readonly prices: Readonly<Record<DemoPriceType, number>>;
}

export interface DemoPerformance {
  readonly chart: DemoChartKey;
  /** From the moment of seeding; negative is past. */
  readonly startsInHours: number;
  /** `HH:MM` at the venue: the start moves to this time of the local day it falls on. */
  readonly localTime?: string;
  /** From the moment of seeding; negative is already open. */
  readonly saleOpensInHours: number;
  readonly saleClosesBeforeStartMinutes: number;
  readonly currency: 'KRW' | 'GBP';
  readonly maxSeatsPerOrder: number;
  readonly orphanRule: 'off' | 'strict' | 'lenient';
  /** Whether buyers pass the waiting room first. */
  readonly waitingRoom: boolean;
  readonly grades: readonly DemoGrade[];
  /** Single seats, by label, that have another grade than their category's. */
  readonly overrides: readonly { readonly label: string; readonly grade: string }[];
}

export const posterMotifs = [
  'diamond',
  'curtain',
  'wave',
  'city',
  'moon',
  'ball',
  'forest',
  'mask',
  'stars',
  'rails',
] as const;

/** A poster is drawn from a motif and a hue: no picture files. */
export interface DemoPoster {
  readonly motif: (typeof posterMotifs)[number];
  /** Degrees on the colour wheel. */
  readonly hue: number;
}

export interface DemoCredit {
  readonly role: Localized;
  readonly name: Localized;
}

export interface DemoEvent {
  readonly slug: string;
  readonly venue: string;
  /** Slugs of the leaves of the category tree it belongs to. */
  readonly categories: readonly string[];
  readonly title: Localized;
  readonly tagline: Localized;
  readonly description: Localized;
  readonly credits: readonly DemoCredit[];
  readonly runningMinutes: number;
  /** Youngest age admitted; 0 admits everyone. */
  readonly minAge: number;
  readonly poster: DemoPoster;
  readonly performances: readonly DemoPerformance[];
}
