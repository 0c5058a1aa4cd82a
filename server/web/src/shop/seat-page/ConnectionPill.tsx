import type { SeatChannel } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../shared/use-now.ts';
import { useOnline } from '../../shared/use-online.ts';
import { useChannelState } from './use-seat-channel.ts';

const TONES = {
  connecting: 'badge-wait',
  live: 'badge-live',
  stale: 'badge-wait',
  offline: 'badge-loss',
} as const;

/** Whether the map can be believed, and how old it is when it can't. */
export function ConnectionPill({ channel }: { channel: SeatChannel | undefined }) {
  const { t } = useTranslation();
  const told = useChannelState(channel);
  // The browser knows of a lost network long before the socket's silence says so.
  const state = useOnline() || told === 'connecting' ? told : 'offline';
  const now = useNow(state === 'live' ? false : 1_000);
  const confirmedAt = channel?.confirmedAt ?? 0;
  const age = Math.max(0, Math.round((now - confirmedAt) / 1_000));
  const isOld = confirmedAt > 0 && (state === 'stale' || state === 'offline');
  const minutes = Math.floor(age / 60);
  const ageText =
    minutes > 0 ? t('connection.ageMinutes', { age: minutes }) : t('connection.age', { age });
  return (
    <span
      className={`badge ${TONES[state]} connection`}
      data-testid="connection-state"
      data-state={state}
      role="status"
    >
      <span className="connection-dot" data-state={state} aria-hidden />
      {t(`connection.${state}`)}
      {isOld && (
        <span className="figures" aria-live="off">
          {ageText}
        </span>
      )}
    </span>
  );
}
