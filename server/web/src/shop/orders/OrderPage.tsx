import type { OrderDetail, OrderState } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';
import { Notice } from '../../shared/ui/Notice.tsx';
import { RequireSignIn } from '../account/RequireSignIn.tsx';
import { EventStrip } from '../checkout/EventStrip.tsx';
import { OrderSkeleton } from '../checkout/Skeletons.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { NotFoundPage } from '../layout/NotFoundPage.tsx';
import { useOrder } from '../queries.ts';
import { RefundList } from '../refunds/RefundList.tsx';
import { RefundSection } from '../refunds/RefundSection.tsx';
import { useTitle } from '../use-title.ts';
import { CancelledTicket } from './CancelledTicket.tsx';
import { OrderStatus } from './OrderStatus.tsx';
import { Receipt } from './Receipt.tsx';
import { TicketCard } from './TicketCard.tsx';
import { useLineWords } from './use-line-words.ts';
import '../checkout/checkout.css';
import '../checkout/pay.css';
import './orders.css';

export function OrderPage() {
  const { t } = useTranslation();
  useTitle(t('document.order'));
  return (
    <RequireSignIn>
      <Order />
    </RequireSignIn>
  );
}

function Order() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, refetch } = useOrder(id);
  useOrderNews(id);
  usePolling(data?.order, refetch);
  if (data) return <Shown order={data.order} offsetMs={data.clockOffsetMs} />;
  if (hasCode(error, 'NOT_FOUND', 'INVALID')) return <NotFoundPage />;
  return (
    <div className="page page-narrow order-page stack">
      <OrderHead />
      {error ? (
        <LoadFailed title={t('order.errorTitle')} error={error} retry={() => void refetch()} />
      ) : (
        <OrderSkeleton />
      )}
    </div>
  );
}

/** What happens to the order elsewhere shows here without reloading. */
function useOrderNews(id: string): void {
  const { client } = useServices();
  const queries = useQueryClient();
  useEffect(
    () =>
      client.onOrder((update) => {
        if (update.orderId === id) void queries.invalidateQueries({ queryKey: ['order'] });
      }),
    [client, id, queries],
  );
}

/** How often an order that others move is looked at, beside the news of it; by state. */
const POLL_MS: Partial<Record<OrderState, number>> = {
  pending: 3_000,
  paying: 3_000,
  awaiting_deposit: 5_000,
  refunding: 5_000,
};

function usePolling(order: OrderDetail | undefined, refetch: () => Promise<unknown>): void {
  const everyMs = order && POLL_MS[order.state];
  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(() => void refetch(), everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs, refetch]);
}

interface Arrival {
  readonly justPaid?: boolean;
  readonly payProblem?: string;
}

/** While there is, or may come to be, something to give back. */
const WITH_TERMS: readonly OrderState[] = [
  'pending',
  'paying',
  'awaiting_deposit',
  'paid',
  'refunding',
];

/** Tickets that are good for something come first. */
const TICKET_ORDER = ['issued', 'used', 'cancelled'];

function OrderHead() {
  const { t } = useTranslation();
  return (
    <header className="order-head">
      <Link className="back-link" to="/orders">
        <ChevronLeft size={18} aria-hidden />
        {t('header.orders')}
      </Link>
      <h1>{t('document.order')}</h1>
    </header>
  );
}

function Shown({ order, offsetMs }: { order: OrderDetail; offsetMs: number }) {
  const { t } = useTranslation();
  const arrival = (useLocation() as { state: Arrival | null }).state;
  const justPaid = arrival?.justPaid === true && order.state === 'paid';
  const words = useLineWords(order);
  const tickets = [...order.tickets].sort(
    (a, b) => TICKET_ORDER.indexOf(a.state) - TICKET_ORDER.indexOf(b.state),
  );
  return (
    <div className="page page-narrow order-page stack">
      <OrderHead />
      {justPaid && (
        <Notice tone="good">
          <strong>{t('order.paidBanner')}</strong> {t('order.paidBannerBody')}
        </Notice>
      )}
      {!tickets.some(({ state }) => state !== 'cancelled') && (
        <EventStrip {...order} title={order.eventTitle} />
      )}
      <OrderStatus {...{ order, offsetMs }} brief={justPaid} payProblem={arrival?.payProblem} />
      <RefundList order={order} />
      {tickets.length > 0 && (
        <section aria-labelledby="tickets-title">
          <h2 id="tickets-title" className="visually-hidden">
            {t('order.tickets')}
          </h2>
          <ul className="tickets">
            {tickets.map((ticket) =>
              ticket.state === 'cancelled' ? (
                <CancelledTicket key={ticket.code} ticket={ticket} />
              ) : (
                <TicketCard key={ticket.code} {...{ ticket, order }} {...words(ticket.seat)} />
              ),
            )}
          </ul>
        </section>
      )}
      {WITH_TERMS.includes(order.state) && <RefundSection {...{ order, offsetMs }} />}
      <Receipt order={order} words={words} />
    </div>
  );
}
