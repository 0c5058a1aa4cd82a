import type { OrderState } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';

const TONES = {
  pending: 'badge-wait',
  paying: 'badge-wait',
  awaiting_deposit: 'badge-wait',
  paid: 'badge-live',
  refunding: 'badge-wait',
  refunded: '',
  expired: 'badge-loss',
  cancelled: '',
  void: 'badge-loss',
} as const satisfies Record<OrderState, string>;

export function StateBadge({ state }: { state: OrderState }) {
  const { t } = useTranslation();
  return <span className={`badge ${TONES[state]}`}>{t(`orderState.${state}`)}</span>;
}
