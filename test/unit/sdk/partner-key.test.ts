import { TicketFlowClient } from '@ticket-flow/client';
import { describe, expect, it } from 'vitest';

/** What a client asks for, and whether it would send cookies along. */
function clientOf(partnerKey?: string) {
  const seen: { readonly path: string; readonly credentials: string | undefined }[] = [];
  const client = new TicketFlowClient({
    baseUrl: 'http://tickets.test',
    locale: 'en',
    ...(partnerKey !== undefined && { partnerKey }),
    fetch: async (address, init) => {
      const url = new URL(address instanceof Request ? address.url : address);
      seen.push({ path: url.pathname + url.search, credentials: init?.credentials });
      return Response.json({});
    },
  });
  return { client, seen };
}

describe('a client with a partner’s key', () => {
  it('PARTNER-2 names it in every request, and sends no cookies', async () => {
    const { client, seen } = clientOf('pk_shop');
    await client.performance(7);
    await client.availability(7);
    expect(seen).toEqual([
      { path: '/api/performances/7?locale=en&partnerKey=pk_shop', credentials: 'omit' },
      { path: '/api/performances/7/availability?partnerKey=pk_shop', credentials: 'omit' },
    ]);
  });

  it('PARTNER-4 reads geometry under the address that all share', async () => {
    const { client, seen } = clientOf('pk_shop');
    await client.geometry({ geometryUrl: '/api/charts/1/abc.json' });
    expect(seen).toEqual([{ path: '/api/charts/1/abc.json', credentials: 'omit' }]);
  });

  it('PARTNER-2 without one everything stays as it is', async () => {
    const { client, seen } = clientOf();
    await client.performance(7);
    expect(seen).toEqual([{ path: '/api/performances/7?locale=en', credentials: 'include' }]);
  });
});
