import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useServices } from '../../shared/services.ts';

/** Sends the buyer to the provider's page, which may be one of ours or another site. */
export function useGoToPay(): (orderId: string) => Promise<void> {
  const { client } = useServices();
  const navigate = useNavigate();
  return useCallback(
    async (orderId: string) => {
      const { payUrl } = await client.startPayment(orderId);
      const url = new URL(payUrl, window.location.origin);
      if (url.origin === window.location.origin) await navigate(`${url.pathname}${url.search}`);
      else window.location.assign(url);
    },
    [client, navigate],
  );
}
