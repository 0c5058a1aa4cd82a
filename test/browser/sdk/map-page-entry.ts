import { TicketFlowClient } from '@ticket-flow/client';
import { createSeatMap } from '@ticket-flow/client/seat-map';
import type { ColorScheme, SeatMap } from '@ticket-flow/client/seat-map';

/** What a test asks of the page. */
export interface MapPageOptions {
  readonly performanceId: number;
  readonly token?: string;
  readonly locale?: 'ko' | 'en';
  readonly colorScheme?: ColorScheme;
  readonly view?: 'map' | 'list';
  readonly maxSeats?: number;
}

/** What the page gives to a test. */
export interface MapPageWindow {
  openMap(options: MapPageOptions): Promise<void>;
  seatMap: SeatMap;
}

const page = window as unknown as MapPageWindow;

page.openMap = async ({ token, locale = 'en', ...options }) => {
  const client = new TicketFlowClient({ locale, getToken: () => token });
  const container = document.querySelector<HTMLElement>('main');
  if (!container) throw new Error('the page has no place for a map');
  const show = { state: true };
  page.seatMap = createSeatMap(container, { client, locale, show, ...options });
  await page.seatMap.ready();
};
