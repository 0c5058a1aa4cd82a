import type { OrderSummary } from '@ticket-flow/client';
import { Ticket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { Countdown } from '../../shared/ui/Countdown.tsx';
import { StateBox } from '../../shared/ui/StateBox.tsx';
import { RequireSignIn } from '../account/RequireSignIn.tsx';
import { EventStrip } from '../checkout/EventStrip.tsx';
import { OrdersSkeleton } from '../checkout/Skeletons.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { useOrders } from '../queries.ts';
import { useTitle } from '../use-title.ts';
import { GROUPS, groupOrders } from './order-groups.ts';
import type { OrderGroup } from './order-groups.ts';
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

function Orders() {
  const { t } = useTranslation();
  const orders = useOrders();
  const [parameters] = useSearchParams();
  if (orders.isError && !orders.data) {
    return (
      <LoadFailed
        title={t('orders.errorTitle')}
        error={orders.error}
        retry={() => void orders.refetch()}
      />
    );
  }
  if (!orders.data) return <OrdersSkeleton />;
  if (orders.data.length === 0) return <Empty title="emptyTitle" body="emptyBody" />;
  const groups = groupOrders(orders.data, Date.now());
  const shown = GROUPS.find((group) => group === parameters.get('show')) ?? 'upcoming';
  return (
    <div className="stack">
      <nav className="order-groups" aria-label={t('orders.filter')}>
        {GROUPS.map((group) => (
          <Link
            key={group}
            to={group === 'upcoming' ? '/orders' : `/orders?show=${group}`}
            className="order-group"
            aria-current={group === shown ? 'page' : undefined}
            data-testid={`orders-${group}`}
            replace
          >
            {t(`orders.${group}`)} <span className="figures">{groups[group].length}</span>
          </Link>
        ))}
      </nav>
      {groups[shown].length === 0 ? (
        <Empty {...EMPTY[shown]} />
      ) : (
        <ul className="stack">
          {groups[shown].map((order) => (
            <li key={order.id}>
              <OrderCard order={order} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const EMPTY = {
  upcoming: { title: 'emptyUpcomingTitle', body: 'emptyUpcomingBody' },
  past: { title: 'emptyPastTitle', body: 'emptyPastBody' },
  ended: { title: 'emptyEndedTitle', body: 'emptyEndedBody' },
} as const satisfies Record<OrderGroup, EmptyProps>;

interface EmptyProps {
  readonly title: `empty${'' | 'Upcoming' | 'Past' | 'Ended'}Title`;
  readonly body: `empty${'' | 'Upcoming' | 'Past' | 'Ended'}Body`;
}

function Empty({ title, body }: EmptyProps) {
  const { t } = useTranslation();
  return (
    <StateBox
      icon={<Ticket size={36} aria-hidden />}
      title={t(`orders.${title}`)}
      body={t(`orders.${body}`)}
    >
      <Link className="button button-primary" to="/">
        {t('common.goHome')}
      </Link>
    </StateBox>
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
        {order.state === 'pending' && (
          <span className="badge badge-wait figures">
            <Countdown until={order.deadlineAt} />
          </span>
        )}
        <span>
          {t('orders.seats', { seats: order.seatLabels.length })} · {order.seatLabels.join(', ')}
        </span>
        <strong className="figures">{formatMoney(order.amount, order.currency, locale)}</strong>
      </span>
    </Link>
  );
}
