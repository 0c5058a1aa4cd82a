import type { RefundAccount, RefundOffer, RequestRefund } from '@ticket-flow/client/protocol';
import { AppError } from '../platform/errors.ts';
import type { Gateways } from '../payments/index.ts';
import type { OrderBundle } from './order-repository.ts';
import { ACCOUNT_NEEDED } from './refund-orders.ts';
import type { RefundOrders, TakeBack } from './refund-orders.ts';

/** What a buyer asks of a paid order. */
export interface RefundRequests {
  /**
   * REFUND-4. Asking again for tickets that were given back changes nothing. Throws
   * NOT_REFUNDABLE, AMOUNT_MISMATCH when the offer has changed, REFUND_ACCOUNT_NEEDED, INVALID.
   */
  request(
    bundle: OrderBundle,
    offer: RefundOffer | null,
    request: RequestRefund & { readonly holder: string },
  ): Promise<void>;
  /** Names the account that a stuck refund waits for. Throws WRONG_STATE when none waits. */
  giveAccount(bundle: OrderBundle, account: RefundAccount): Promise<void>;
}

export interface RefundRequestsDependencies {
  readonly refundOrders: RefundOrders;
  readonly gateways: Gateways;
}

export function createRefundRequests(dependencies: RefundRequestsDependencies): RefundRequests {
  const { refundOrders, gateways } = dependencies;

  function checkAccount(provider: string | undefined, account: RefundAccount | undefined): void {
    const banks = gateways.of(provider ?? '')?.banks ?? [];
    if (!account || banks.some(({ code }) => code === account.bank)) return;
    throw new AppError('INVALID', 'The provider does not know this bank.', {
      details: { field: 'account.bank' },
    });
  }

  return {
    request: async (bundle, offer, { tickets: codes, amount, account, holder }) => {
      checkTickets(bundle, codes);
      if (isDone(bundle, codes)) return;
      const chosen = choose(bundle, offer, codes);
      const brings = chosen.reduce((sum, ticket) => sum + ticket.amount, 0);
      if (brings !== amount) {
        throw new AppError('AMOUNT_MISMATCH', 'The terms have changed; look at them again.', {
          details: { field: 'amount' },
        });
      }
      if (offer?.accountNeeded && !account) {
        throw new AppError('REFUND_ACCOUNT_NEEDED', 'Name the account to pay back into.', {
          details: { field: 'account' },
        });
      }
      checkAccount(bundle.payment?.provider, account);
      const reason = 'given back by the buyer';
      await refundOrders.takeBack(bundle, { tickets: chosen, actor: holder, reason, account });
    },
    giveAccount: async (bundle, account) => {
      const stuck = bundle.refunds.find(
        ({ state, code }) => state === 'stuck' && code === ACCOUNT_NEEDED,
      );
      if (stuck) checkAccount(stuck.provider, account);
      if (stuck && (await refundOrders.retry(stuck.id, account))) return;
      throw new AppError('WRONG_STATE', 'No refund of this order waits for an account.', {
        details: { state: bundle.order.state },
      });
    },
  };
}

function checkTickets({ tickets }: OrderBundle, codes: readonly string[] | undefined): void {
  const unknown = codes?.findIndex((code) => !tickets.some((ticket) => ticket.code === code)) ?? -1;
  if (unknown >= 0) {
    throw new AppError('INVALID', 'This order has no such ticket.', {
      details: { field: `tickets.${String(unknown)}` },
    });
  }
}

/** A repeated request: every one of its tickets has been given back. */
function isDone({ tickets }: OrderBundle, codes: readonly string[] | undefined): boolean {
  const meant = codes ? tickets.filter(({ code }) => codes.includes(code)) : tickets;
  return meant.length > 0 && meant.every(({ state }) => state === 'cancelled');
}

function choose(
  { order, tickets }: OrderBundle,
  offer: RefundOffer | null,
  codes: readonly string[] | undefined,
): TakeBack['tickets'] {
  if (!offer) {
    throw new AppError('NOT_REFUNDABLE', 'Nothing of this order is taken back (any more).', {
      details: { state: order.state },
    });
  }
  const wanted = new Set(codes ?? offer.tickets.map(({ code }) => code));
  const offered = offer.tickets.filter(({ code }) => wanted.has(code));
  if (offered.length < wanted.size) {
    throw new AppError('NOT_REFUNDABLE', 'A ticket has been used or given back already.');
  }
  const idOf = new Map(tickets.map(({ code, id }) => [code, id]));
  return offered.map(({ code, amount, fee }) => ({ id: idOf.get(code) ?? 0, amount, fee }));
}
