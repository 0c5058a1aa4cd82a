import { demoMusicals } from './demo/musicals.ts';
import { demoPlays } from './demo/plays.ts';
import { demoSports } from './demo/sports.ts';
import type { DemoEvent } from './demo/types.ts';

export { demoCategories, demoVenues } from './demo/places.ts';
export { posterMotifs } from './demo/types.ts';
export type {
  DemoCategory,
  DemoChartKey,
  DemoCredit,
  DemoEvent,
  DemoGrade,
  DemoPerformance,
  DemoPoster,
  DemoPriceType,
  DemoVenue,
  Localized,
} from './demo/types.ts';

/** Everything on the demo site, what should be seen first at the front. All of it is invented. */
export const demoEvents: readonly DemoEvent[] = [...demoMusicals, ...demoSports, ...demoPlays];
