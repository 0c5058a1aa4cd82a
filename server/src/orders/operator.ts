import type { Catalog } from '../catalog/index.ts';
import { notFound } from '../platform/errors.ts';
import type { ListedRefund, RefundRepository } from './refund-repository.ts';

/** A refund as whoever runs the system sees it: bank accounts stay out of it. */
export interface RefundEntry {
  readonly id: string;
  readonly orderId: string;
  readonly provider: string;
  /** The provider's id of the payment. */
  readonly paymentKey: string;
  readonly amount: number;
  readonly currency: string;
  readonly state: 'open' | 'stuck';
  /** Why it is stuck. */
  readonly code: string | null;
  /** Tries without an answer. */
  readonly attempts: number;
  readonly reason: string;
  readonly createdAt: number;
}

export interface RefundQuery {
  readonly state: RefundEntry['state'];
  readonly limit: number;
}

/** What an operator does about orders. */
export interface Operator {
  /** REFUND-6. Throws NOT_FOUND; repeating changes nothing. */
  callOff(performanceId: number): Promise<void>;
  /** The oldest first. */
  refunds(query: RefundQuery): Promise<RefundEntry[]>;
  /** A stuck refund once more. Throws NOT_FOUND when it is not stuck. */
  retryRefund(id: string): Promise<void>;
}

export interface OperatorDependencies {
  readonly catalog: Pick<Catalog, 'callOff'>;
  readonly refunds: Pick<RefundRepository, 'list' | 'reopen'>;
}

/** On the database alone: the jobs of whichever node runs see to the rest within a second. */
export function createOperator({ catalog, refunds }: OperatorDependencies): Operator {
  return {
    callOff: (performanceId) => catalog.callOff(performanceId),
    refunds: ({ state, limit }) => listRefunds(refunds, { state, limit }),
    retryRefund: async (id) => {
      if (!(await refunds.reopen(id))) throw notFound('stuck refund');
    },
  };
}

export async function listRefunds(
  refunds: Pick<RefundRepository, 'list'>,
  { state, limit }: RefundQuery,
): Promise<RefundEntry[]> {
  return (await refunds.list(state, limit)).map((refund) => present(refund, state));
}

function present(refund: ListedRefund, state: RefundEntry['state']): RefundEntry {
  const { id, provider, amount, currency, code, attempts, reason } = refund;
  return {
    ...{ id, provider, amount, currency, state, code, attempts, reason },
    orderId: refund.order_id,
    paymentKey: refund.payment_key,
    createdAt: refund.created_at,
  };
}
