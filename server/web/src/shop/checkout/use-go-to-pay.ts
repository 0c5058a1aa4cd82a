import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useServices } from '../../shared/services.ts';
import type { PayWay } from './pay-ways.ts';
import { payWithToss } from './toss.ts';

/**
 * Sends the buyer to the provider: to a page of ours, to another site, or into a window over this
 * page. Rejects with a PayWindowError or with what the server said.
 */
export function useGoToPay(): (orderId: string, way: PayWay | undefined) => Promise<void> {
  const { client } = useServices();
  const navigate = useNavigate();
  return useCallback(
    async (orderId, way) => {
      const start = await client.startPayment(orderId, way?.provider);
      if (start.kind === 'toss') return payWithToss(start, orderId, way?.method ?? 'CARD');
      const url = new URL(start.payUrl, window.location.origin);
      if (url.origin === window.location.origin) await navigate(`${url.pathname}${url.search}`);
      else window.location.assign(url);
    },
    [client, navigate],
  );
}
