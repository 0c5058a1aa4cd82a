import type { OrderSummary } from '@ticket-flow/client';
import { Ticket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { StateBox } from '../../shared/ui/StateBox.tsx';
import { RequireSignIn } from '../account/RequireSignIn.tsx';
import { EventStrip } from '../checkout/EventStrip.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { useOrders } from '../queries.ts';
import { useTitle } from '../use-title.ts';
import { StateBadge } from './StateBadge.tsx';
import '../checkout/checkout.css';
import './orders.css';

export function OrdersPage() {
  const { t } = useTranslation();
  useTitle(t('document.orders'));
  return (
    <RequireSignIn>
      <div className="page page-narrow orders-page">
        <h1>{t('orders.title')}</h1>
        <Orders />
      </div>
    </RequireSignIn>
  );
}

const OPEN = ['pending', 'paying', 'paid', 'refunding'];

function Orders() {
  const { t } = useTranslation();
  const orders = useOrders();
  if (orders.isError && !orders.data) {
    return (
      <LoadFailed
        title={t('orders.errorTitle')}
        error={orders.error}
        retry={() => void orders.refetch()}
      />
    );
  }
  if (!orders.data) return <Waiting />;
  if (orders.data.length === 0) return <Empty />;
  const now = Date.now();
  const isUpcoming = (order: OrderSummary): boolean =>
    OPEN.includes(order.state) && order.startsAt > now;
  return (
    <div className="stack">
      <OrderList title={t('orders.upcoming')} orders={orders.data.filter(isUpcoming)} />
      <OrderList
        title={t('orders.others')}
        orders={orders.data.filter((order) => !isUpcoming(order))}
      />
    </div>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="stack" aria-busy aria-label={t('common.loading')}>
      {[0, 1, 2].map((k) => (
        <div key={k} className="skeleton order-skeleton" />
      ))}
    </div>
  );
}

function Empty() {
  const { t } = useTranslation();
  return (
    <StateBox
      icon={<Ticket size={36} aria-hidden />}
      title={t('orders.emptyTitle')}
      body={t('orders.emptyBody')}
    >
      <Link className="button button-primary" to="/">
        {t('common.goHome')}
      </Link>
    </StateBox>
  );
}

function OrderList({ title, orders }: { title: string; orders: readonly OrderSummary[] }) {
  if (orders.length === 0) return null;
  return (
    <section className="stack">
      <h2 className="orders-title">{title}</h2>
      <ul className="stack">
        {orders.map((order) => (
          <li key={order.id}>
            <OrderCard order={order} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OrderCard({ order }: { order: OrderSummary }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  return (
    <Link to={`/orders/${order.id}`} className="order-card card">
      <EventStrip {...order} title={order.eventTitle} />
      <span className="order-card-foot">
        <StateBadge state={order.state} />
        <span>
          {t('orders.seats', { seats: order.seatLabels.length })} · {order.seatLabels.join(', ')}
        </span>
        <strong className="figures">{formatMoney(order.amount, order.currency, locale)}</strong>
      </span>
    </Link>
  );
}
