import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A partner's web server on an origin of its own, with one page that embeds the seat map. */
export interface PartnerShop {
  readonly origin: string;
  /** The page, for a customer who is signed in there or for nobody. */
  pageFor(options: ShopPageOptions): string;
  close(): Promise<void>;
}

export interface ShopPageOptions {
  readonly baseUrl: string;
  readonly performanceId: number;
  readonly key: string;
  readonly customer?: string;
}

export interface PartnerShopOptions {
  /** Text of the script that leaves the SDK as `TicketFlow`. */
  readonly sdk: string;
  /** What its server does for a customer of its own. */
  readonly sign: (customer: string) => string;
}

const PAGE = `<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<title>Shop</title>
<style>html, body { height: 100%; margin: 0 } #seats { height: 100% }</style>
<div id="seats" data-testid="seat-map"></div>
<script src="/ticket-flow.js"></script>
<script>
  const asked = new URLSearchParams(location.search);
  const customer = asked.get('customer');
  const client = new TicketFlow.TicketFlowClient({
    baseUrl: asked.get('base'),
    partnerKey: asked.get('key'),
    getToken: async () => customer && (await fetch('/seat-token?customer=' + customer)).text(),
  });
  window.__seatMap = TicketFlow.createSeatMap(document.getElementById('seats'), {
    client,
    performanceId: Number(asked.get('performance')),
  });
</script>
</html>`;

export async function openPartnerShop({ sdk, sign }: PartnerShopOptions): Promise<PartnerShop> {
  const answers: Readonly<Record<string, (query: URLSearchParams) => [string, string]>> = {
    '/': () => ['text/html; charset=utf-8', PAGE],
    '/ticket-flow.js': () => ['text/javascript; charset=utf-8', sdk],
    '/seat-token': (query) => ['text/plain', sign(query.get('customer') ?? '')],
  };
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [type, body] = answers[pathname]?.(searchParams) ?? ['text/plain', undefined];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `http://localhost:${String((server.address() as AddressInfo).port)}`;
  return {
    origin,
    pageFor: ({ baseUrl, performanceId, key, customer }) => {
      const query = new URLSearchParams({
        base: baseUrl,
        performance: String(performanceId),
        key,
        ...(customer !== undefined && { customer }),
      });
      return `${origin}/?${query.toString()}`;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
