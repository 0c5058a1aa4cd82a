import type { Locale, OrderDetail, OrderSummary, RefundOffer } from '@ticket-flow/client/protocol';
import type { Catalog, Sales } from '../catalog/index.ts';
import type { Gateways } from '../payments/index.ts';
import type { OrderBundle } from './order-repository.ts';
import { presentOrder, presentSummary } from './present.ts';
import { offerFor } from './refund-offer.ts';
import type { TicketSigning } from './ticket-signing.ts';

/** Orders as their buyers see them. */
export interface OrderView {
  summary(bundle: OrderBundle, locale: Locale): Promise<OrderSummary>;
  detail(bundle: OrderBundle, locale: Locale): Promise<OrderDetail>;
}

export interface OrderViewDependencies {
  readonly catalog: Catalog;
  readonly sales: Sales;
  readonly gateways: Gateways;
  readonly signing: TicketSigning;
}

export function createOrderView(dependencies: OrderViewDependencies): OrderView {
  const { catalog, sales, gateways, signing } = dependencies;

  function accountNeeded({ payment }: OrderBundle): boolean {
    if (!payment) return false;
    return gateways.of(payment.provider)?.needsRefundAccount(payment.method) ?? false;
  }

  return {
    summary: async (bundle, locale) =>
      presentSummary(bundle, await catalog.performance(bundle.order.performance_id, locale)),
    detail: async (bundle, locale) => {
      const { order } = bundle;
      const [performance, sale, policy] = await Promise.all([
        catalog.performance(order.performance_id, locale),
        sales.of(order.performance_id),
        catalog.refundPolicy(order.refund_policy_id),
      ]);
      const now = Date.now();
      const refundOffer: RefundOffer | null = offerFor(bundle, {
        ...{ policy, now, accountNeeded: accountNeeded(bundle) },
        startsAt: performance.startsAt,
        timeZone: performance.venue.timeZone,
      });
      return {
        ...presentOrder(bundle, { performance, sale, signing, now }),
        refundOffer,
        refundPolicy: policy,
      };
    },
  };
}
