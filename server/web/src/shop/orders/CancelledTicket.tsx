import type { Ticket } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';

/** One line: nobody should take it for a ticket at the door. */
export function CancelledTicket({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <li className="ticket-gone card" data-testid="ticket" data-state={ticket.state}>
      <s data-testid="ticket-seat">{ticket.seatLabel}</s>
      <span className="badge">{t('ticket.state.cancelled')}</span>
      <small>{t('ticket.cancelledNote')}</small>
    </li>
  );
}
