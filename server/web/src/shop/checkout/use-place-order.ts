import type { CreateOrder, PerformanceDetail, WireHold } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { explain, hasCode } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';
import type { MySeat } from '../seat-page/my-seats.ts';
import { forgetOrderKey, orderKey } from './order-key.ts';
import { explainPay } from './pay-words.ts';
import type { PayWay } from './pay-ways.ts';
import { useGoToPay } from './use-go-to-pay.ts';

export type Buyer = CreateOrder['buyer'];

interface OrderParts {
  readonly performance: PerformanceDetail;
  readonly holds: readonly WireHold[];
  readonly seats: readonly MySeat[];
  readonly way: PayWay | undefined;
  readonly onOrdering: (busy: boolean) => void;
}

/** Order, then on to the provider. Whatever is pressed twice or reloaded meets the same order. */
export function usePlaceOrder({ performance, holds, seats, way, onOrdering }: OrderParts) {
  const { t } = useTranslation();
  const { client } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const goToPay = useGoToPay();
  const [step, setStep] = useState<'idle' | 'ordering' | 'leaving'>('idle');
  const [problem, setProblem] = useState<string>();
  const busy = useRef(false);

  const place = async (buyer: Buyer): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setProblem(undefined);
    setStep('ordering');
    onOrdering(true);
    const tokens = holds.map(({ token }) => token);
    const priceTypes = Object.fromEntries(seats.map(({ seat, priceType }) => [seat, priceType]));
    const selection = JSON.stringify([[...tokens].sort(), priceTypes]);
    const order = { performanceId: performance.id, holds: tokens, priceTypes, buyer };
    try {
      const { id } = await client.createOrder(order, orderKey(performance.id, selection));
      void queries.invalidateQueries({ queryKey: ['orders'] });
      setStep('leaving');
      // Paying may fail to start; the order is made all the same and has its own page.
      await goToPay(id, way).catch((error: unknown) =>
        navigate(`/orders/${id}`, { state: { payProblem: explainPay(error, t) } }),
      );
    } catch (error) {
      if (hasCode(error, 'GONE', 'WRONG_STATE')) forgetOrderKey(performance.id);
      setProblem(explain(error, t));
      setStep('idle');
      onOrdering(false);
    } finally {
      busy.current = false;
    }
  };
  return { place, step, problem };
}
