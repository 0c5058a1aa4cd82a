import type { OrderDetail } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { useServices } from '../../shared/services.ts';
import { Notice } from '../../shared/ui/Notice.tsx';
import { RequireSignIn } from '../account/RequireSignIn.tsx';
import { EventStrip } from '../checkout/EventStrip.tsx';
import { PriceLines } from '../checkout/PriceLines.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { NotFoundPage } from '../layout/NotFoundPage.tsx';
import { useOrder, usePerformance } from '../queries.ts';
import { useTitle } from '../use-title.ts';
import { OrderStatus } from './OrderStatus.tsx';
import { TicketCard } from './TicketCard.tsx';
import '../checkout/checkout.css';
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
    <div className="page page-narrow">
      {error ? (
        <LoadFailed title={t('order.errorTitle')} error={error} retry={() => void refetch()} />
      ) : (
        <div className="skeleton checkout-skeleton" aria-label={t('common.loading')} />
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

const POLL_MS = 3_000;

function usePolling(order: OrderDetail | undefined, refetch: () => Promise<unknown>): void {
  const undecided = order?.state === 'paying' || order?.state === 'pending';
  useEffect(() => {
    if (!undecided) return;
    const timer = setInterval(() => void refetch(), POLL_MS);
    return () => {
      clearInterval(timer);
    };
  }, [undecided, refetch]);
}

function Shown({ order, offsetMs }: { order: OrderDetail; offsetMs: number }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { state } = useLocation() as { state: { justPaid?: boolean } | null };
  const justPaid = state?.justPaid === true && order.state === 'paid';
  const performance = usePerformance(order.performanceId).data?.performance;
  const money = (amount: number): string => formatMoney(amount, order.currency, locale);
  const gradeName = (code: string): string =>
    performance?.grades.find((grade) => grade.code === code)?.name ?? code;
  const typeName = (code: string): string | undefined =>
    performance?.priceTypes.find((type) => type.code === code)?.name;
  const lineOf = (seat: number) => order.lines.find((line) => line.seat === seat);
  return (
    <div className="page page-narrow order-page stack">
      <h1 className="visually-hidden">{order.eventTitle}</h1>
      {justPaid && (
        <Notice tone="good">
          <strong>{t('order.paidBanner')}</strong> {t('order.paidBannerBody')}
        </Notice>
      )}
      {order.tickets.length === 0 && <EventStrip {...order} title={order.eventTitle} />}
      <OrderStatus order={order} offsetMs={offsetMs} brief={justPaid} />
      {order.tickets.length > 0 && (
        <section aria-labelledby="tickets-title">
          <h2 id="tickets-title" className="visually-hidden">
            {t('order.tickets')}
          </h2>
          <ul className="tickets">
            {order.tickets.map((ticket) => (
              <TicketCard
                key={ticket.code}
                ticket={ticket}
                order={order}
                grade={gradeName(lineOf(ticket.seat)?.grade ?? '')}
                priceType={typeName(lineOf(ticket.seat)?.priceType ?? '')}
              />
            ))}
          </ul>
        </section>
      )}
      <section className="card">
        <h2>{t('order.lines')}</h2>
        <PriceLines
          money={money}
          lines={order.lines.map((line) => ({
            key: String(line.seat),
            label: line.seatLabel,
            note: [gradeName(line.grade), typeName(line.priceType)].filter(Boolean).join(' · '),
            base: line.base,
            amount: line.amount,
          }))}
        />
        <p className="checkout-total order-total">
          <span>{t('checkout.total')}</span>
          <strong className="figures">{money(order.amount)}</strong>
        </p>
        <dl className="order-facts">
          <div>
            <dt>{t('order.buyer')}</dt>
            <dd>
              {order.buyer.name} · {order.buyer.email}
            </dd>
          </div>
          <div>
            <dt>{t('order.number')}</dt>
            <dd className="order-id">{order.id}</dd>
          </div>
        </dl>
      </section>
    </div>
  );
}
