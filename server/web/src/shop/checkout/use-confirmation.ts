import type { ConfirmPayment, OrderState } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useServices } from '../../shared/services.ts';
import { confirmOnce, rememberDeclined } from './confirm-once.ts';

const POLL_MS = 2_000;

interface Confirmation {
  /** undefined until the first answer. */
  readonly state: OrderState | undefined;
  readonly error: unknown;
  readonly again: () => void;
}

/** Confirms, and while the provider is silent asks the order until it is decided. */
export function useConfirmation(payment: ConfirmPayment | undefined): Confirmation {
  const { client } = useServices();
  const queries = useQueryClient();
  const [state, setState] = useState<OrderState>();
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const { orderId, paymentKey, amount } = payment ?? {};

  const take = useCallback(
    (next: OrderState) => {
      setState(next);
      void queries.invalidateQueries({ queryKey: ['orders'] });
      void queries.invalidateQueries({ queryKey: ['order'] });
    },
    [queries],
  );
  useEffect(() => {
    if (orderId === undefined || paymentKey === undefined || amount === undefined) return;
    let current = true;
    setError(undefined);
    confirmOnce(client, { orderId, paymentKey, amount }).then(
      (order) => {
        if (current) take(order.state);
      },
      (reason: unknown) => {
        if (current) setError(reason);
      },
    );
    return () => {
      current = false;
    };
  }, [client, orderId, paymentKey, amount, take, tries]);

  const waiting = state === 'paying';
  useEffect(() => {
    if (!waiting || orderId === undefined) return;
    const ask = (): void => {
      client.order(orderId).then(
        (order) => {
          if (order.state === 'pending') setError(rememberDeclined(paymentKey ?? ''));
          take(order.state);
        },
        // The next round asks again.
        () => undefined,
      );
    };
    const timer = setInterval(ask, POLL_MS);
    const stop = client.onOrder((update) => {
      if (update.orderId === orderId) ask();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [client, orderId, paymentKey, waiting, take]);

  const again = useCallback(() => {
    setTries((count) => count + 1);
  }, []);
  return { state, error, again };
}
