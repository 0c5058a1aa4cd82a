import type { OrderDetail, Ticket } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { foreignZone, formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { posterBackdrop } from '../../shared/poster/colours.ts';
import { Poster } from '../../shared/poster/Poster.tsx';
import { QrCode } from './QrCode.tsx';

interface TicketCardProps {
  readonly ticket: Ticket;
  readonly order: OrderDetail;
  readonly grade: string;
  readonly priceType: string | undefined;
}

export function TicketCard({ ticket, order, grade, priceType }: TicketCardProps) {
  const { t } = useTranslation();
  return (
    <li className="ticket" data-testid="ticket" data-state={ticket.state}>
      <div className="ticket-body">
        <div className="ticket-band" style={{ background: posterBackdrop(order.poster.hue) }}>
          <div className="ticket-poster">
            <Poster poster={order.poster} title={order.eventTitle} plain />
          </div>
          <div>
            <small>{t('ticket.admit')}</small>
            <h3>{order.eventTitle}</h3>
          </div>
        </div>
        <Facts {...{ ticket, order, grade, priceType }} />
      </div>
      <Stub ticket={ticket} />
    </li>
  );
}

function Stub({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <div className="ticket-stub">
      <QrCode text={ticket.qr} label={t('ticket.qr', { label: ticket.seatLabel })} />
      <span className="ticket-code" aria-label={t('ticket.code')}>
        {ticket.code}
      </span>
      <span className={`badge ${ticket.state === 'issued' ? 'badge-live' : ''}`}>
        {t(`ticket.state.${ticket.state}`)}
      </span>
    </div>
  );
}

function Facts({ ticket, order, grade, priceType }: TicketCardProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { startsAt, venue } = order;
  const format = { locale, timeZone: venue.timeZone };
  const zone = foreignZone(startsAt, format);
  return (
    <dl className="ticket-facts">
      <div className="ticket-seat">
        <dt>{t('ticket.seat')}</dt>
        <dd data-testid="ticket-seat">{ticket.seatLabel}</dd>
      </div>
      <div>
        <dt>{t('ticket.grade')}</dt>
        <dd>{[grade, priceType].filter(Boolean).join(' · ')}</dd>
      </div>
      <div>
        <dt>{t('ticket.when')}</dt>
        <dd className="figures">
          {formatInstant(startsAt, 'full', format)}
          {zone !== undefined && <small>{t('common.localZone', { zone })}</small>}
        </dd>
      </div>
      <div>
        <dt>{t('ticket.venue')}</dt>
        <dd>
          {venue.name}
          <small>{venue.address}</small>
        </dd>
      </div>
    </dl>
  );
}
