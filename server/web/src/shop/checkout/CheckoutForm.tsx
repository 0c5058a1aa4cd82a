import type { PerformanceDetail, WireHold } from '@ticket-flow/client';
import { Timer } from 'lucide-react';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../shared/ui/Button.tsx';
import { Countdown } from '../../shared/ui/Countdown.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { totalOf } from '../seat-page/my-seats.ts';
import type { MySeat, TimeLimit } from '../seat-page/my-seats.ts';
import type { SeatWords } from '../seat-page/use-words.ts';
import { RefundTerms } from '../refunds/RefundTerms.tsx';
import { BuyerFields } from './BuyerFields.tsx';
import { EventStrip } from './EventStrip.tsx';
import { PayWays } from './PayWays.tsx';
import { PriceLines } from './PriceLines.tsx';
import { usePayWay } from './use-pay-way.ts';
import { usePlaceOrder } from './use-place-order.ts';
import type { Buyer } from './use-place-order.ts';

interface CheckoutFormProps {
  readonly performance: PerformanceDetail;
  readonly holds: readonly WireHold[];
  readonly seats: readonly MySeat[];
  readonly words: SeatWords;
  readonly limit: TimeLimit | undefined;
  readonly offsetMs: number;
  /** True from the press of the button until it has failed. */
  readonly onOrdering: (busy: boolean) => void;
}

export function CheckoutForm(props: CheckoutFormProps) {
  const { performance, holds, seats, words, limit, offsetMs, onOrdering } = props;
  const { t } = useTranslation();
  const choice = usePayWay();
  const { way } = choice;
  const { place, step, problem } = usePlaceOrder({ performance, holds, seats, way, onOrdering });
  const [checked, setChecked] = useState(false);
  const onSubmit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setChecked(true);
    const wrong = event.currentTarget.querySelector<HTMLInputElement>('input:invalid');
    if (wrong) wrong.focus();
    else void place(readBuyer(event.currentTarget));
  };
  const waiting = {
    idle: undefined,
    ordering: t('checkout.paying'),
    leaving: t('checkout.redirecting'),
  } as const;
  return (
    <form className="checkout" noValidate onSubmit={onSubmit}>
      <div className="stack">
        <EventStrip
          {...performance}
          title={performance.event.title}
          poster={performance.event.poster}
        />
        <Seats {...{ performance, seats, words }} />
        <BuyerFields checked={checked} />
        <section className="card">
          <h2>{t('terms.title')}</h2>
          <RefundTerms
            policy={performance.refundPolicy}
            startsAt={performance.startsAt}
            purchasedAt={performance.serverNow}
            timeZone={performance.venue.timeZone}
            currency={performance.currency}
          />
        </section>
      </div>
      <aside className="checkout-side card">
        <p className="checkout-total">
          <span>{t('checkout.total')}</span>
          <strong className="figures">{words.money(totalOf(seats))}</strong>
        </p>
        {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
        <PayWays {...choice} />
        <label className="agree">
          <input type="checkbox" name="agree" required aria-invalid={checked ? undefined : false} />
          <span>{t('checkout.agree')}</span>
        </label>
        {checked && <p className="field-error agree-missing">{t('checkout.agreeMissing')}</p>}
        <div className="checkout-bar">
          {limit && (
            <p className="checkout-time" data-final={limit.final}>
              <Timer size={18} aria-hidden />
              <span>{t('checkout.keepTime')}</span>
              <strong>
                <Countdown until={limit.expiresAt} offsetMs={offsetMs} />
              </strong>
            </p>
          )}
          <Button
            type="submit"
            look="primary"
            large
            wide
            data-testid="checkout-pay"
            waiting={waiting[step]}
          >
            {t('checkout.pay', { price: words.money(totalOf(seats)) })}
          </Button>
        </div>
      </aside>
    </form>
  );
}

function Seats({
  performance,
  seats,
  words,
}: Pick<CheckoutFormProps, 'performance' | 'seats' | 'words'>) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('checkout.seats')}</h2>
        <Link className="text-link" to={`/performances/${String(performance.id)}`}>
          {t('checkout.changeSeats')}
        </Link>
      </div>
      <PriceLines
        money={words.money}
        lines={seats.map((seat) => ({
          key: String(seat.seat),
          label: words.label(seat),
          note: [seat.grade?.name, typeName(performance, seat.priceType)]
            .filter(Boolean)
            .join(' · '),
          base: seat.base,
          discount: seat.base - seat.amount,
          fee: 0,
          tax: 0,
          amount: seat.amount,
        }))}
      />
    </section>
  );
}

function typeName({ priceTypes }: PerformanceDetail, code: string): string | undefined {
  return priceTypes.find((type) => type.code === code)?.name;
}

function readBuyer(form: HTMLFormElement): Buyer {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const phone = text('phone');
  return { name: text('name'), email: text('email'), ...(phone !== '' && { phone }) };
}
