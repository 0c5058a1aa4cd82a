import { TicketFlowClient } from '@ticket-flow/client';
import { createSeatMap } from '@ticket-flow/client/seat-map';
import type { SeatMap } from '@ticket-flow/client/seat-map';

/** Runs in the page: the whole map as a partner embeds it, live. */
interface Started {
  /** From when chart and live seats were both there to when the first picture was on the canvas. */
  readonly firstPaintMs: number;
}

let shown: SeatMap | undefined;

async function start(): Promise<Started> {
  const container = document.createElement('div');
  container.style.cssText = 'width: 1280px; height: 720px';
  document.body.replaceChildren(container);
  let dataAt = 0;
  const client = new TicketFlowClient({
    locale: 'en',
    // The body is there when its text is; reading it as JSON is part of what is measured.
    fetch: async (...args) => {
      const response = await fetch(...args);
      const text = await response.text();
      dataAt = Math.max(dataAt, performance.now());
      return new Response(text, response);
    },
  });
  const map = createSeatMap(container, { client, performanceId: 1, keepHolds: false });
  shown = map;
  const first = map.channel.on('change', () => {
    dataAt = Math.max(dataAt, performance.now());
    first();
  });
  await map.ready();
  const canvas = container.firstElementChild?.shadowRoot?.querySelector('canvas');
  canvas?.getContext('2d')?.getImageData(0, 0, 1, 1);
  return { firstPaintMs: performance.now() - dataAt };
}

function look(label: string | undefined): void {
  if (label === undefined) shown?.fit();
  else shown?.zoomTo(label, { animate: false });
}

/** One frame, so that what was asked for has been painted. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}

Object.assign(window, { start, look, settle });
