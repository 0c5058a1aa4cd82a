import type { OrderDetail, RequestRefund } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explain, hasCode } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';

export interface RefundCall {
  readonly busy: boolean;
  /** Why the last one did not go through, in words. */
  readonly problem: string | undefined;
  /** Answers whether the tickets are on their way back. */
  readonly ask: (request: RequestRefund) => Promise<boolean>;
}

/** Asks for a refund once; whatever came of it, the order is read again. */
export function useRefund(order: OrderDetail): RefundCall {
  const { t } = useTranslation();
  const { client } = useServices();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const wordsFor = (error: unknown): string => {
    if (hasCode(error, 'AMOUNT_MISMATCH')) return t('refund.changed');
    if (hasCode(error, 'NETWORK')) return t('refund.unsure');
    return explain(error, t);
  };
  const ask = async (request: RequestRefund): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await client.requestRefund(order.id, request);
      return true;
    } catch (error) {
      setProblem(wordsFor(error));
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: ['order'] });
      void queries.invalidateQueries({ queryKey: ['orders'] });
      setBusy(false);
    }
  };
  return { busy, problem, ask };
}
