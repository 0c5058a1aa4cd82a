import { useTranslation } from 'react-i18next';
import type { OfferedTicket } from './refund-choice.ts';

interface RefundTicketsProps {
  readonly offered: readonly OfferedTicket[];
  readonly codes: ReadonlySet<string>;
  readonly setCodes: (codes: ReadonlySet<string>) => void;
  readonly money: (amount: number) => string;
  /** It was asked for, and nothing was chosen. */
  readonly missing: boolean;
}

/** Which tickets to give back, each with its fee and what it brings. */
export function RefundTickets({ offered, codes, setCodes, money, missing }: RefundTicketsProps) {
  const { t } = useTranslation();
  const all = offered.map(({ code }) => code);
  const toggle = (code: string, on: boolean): void => {
    const next = new Set(codes);
    if (on) next.add(code);
    else next.delete(code);
    setCodes(next);
  };
  return (
    <fieldset className="refund-tickets">
      <legend>{t('refund.choose')}</legend>
      {offered.length > 1 && (
        <label className="refund-ticket refund-all">
          <input
            type="checkbox"
            checked={all.every((code) => codes.has(code))}
            onChange={(event) => {
              setCodes(new Set(event.currentTarget.checked ? all : []));
            }}
          />
          <span>{t('refund.chooseAll')}</span>
        </label>
      )}
      {offered.map((ticket) => (
        <label key={ticket.code} className="refund-ticket">
          <input
            type="checkbox"
            data-testid={`refund-ticket-${ticket.seatLabel}`}
            checked={codes.has(ticket.code)}
            onChange={(event) => {
              toggle(ticket.code, event.currentTarget.checked);
            }}
          />
          <span>
            <strong>{ticket.seatLabel}</strong>
            <small className="figures">
              {money(ticket.price)} ·{' '}
              {ticket.fee === 0
                ? t('refund.noFee')
                : t('refund.feeTaken', { price: money(ticket.fee) })}
            </small>
          </span>
          <strong className="figures">{money(ticket.amount)}</strong>
        </label>
      ))}
      {missing && (
        <p className="field-error" role="alert">
          {t('refund.chooseOne')}
        </p>
      )}
    </fieldset>
  );
}
