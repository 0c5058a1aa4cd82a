import type { RefundOffer } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { foreignZone, formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { Countdown } from '../../shared/ui/Countdown.tsx';

const SOON_MS = 3_600_000;
/** The longest a browser's timer can be set for is 24 days. */
const LOOK_AGAIN_MS = 86_400_000;

interface OfferUntilProps {
  readonly offer: RefundOffer;
  readonly timeZone: string;
  readonly offsetMs: number;
}

/** How long the offer holds; when it is over, the next one is fetched. */
export function OfferUntil({ offer: { until }, timeZone, offsetMs }: OfferUntilProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const queries = useQueryClient();
  useEffect(() => {
    const left = Math.max(1_000, until - Date.now() - offsetMs);
    const timer = setTimeout(
      () => void queries.invalidateQueries({ queryKey: ['order'] }),
      Math.min(left, LOOK_AGAIN_MS),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [until, offsetMs, queries]);
  if (until - Date.now() - offsetMs < SOON_MS) {
    return (
      <p className="refund-until">
        {t('refund.untilSoon')}{' '}
        <strong>
          <Countdown until={until} offsetMs={offsetMs} />
        </strong>
        . {t('refund.worse')}
      </p>
    );
  }
  // The last instant that still counts, so that a midnight reads as the day before.
  const last = until - 1;
  const format = { locale, timeZone };
  const zone = foreignZone(last, format);
  const when = formatInstant(last, 'dateTime', format);
  return (
    <p className="refund-until figures">
      {t('refund.until', {
        when: zone === undefined ? when : `${when} (${t('common.localZone', { zone })})`,
      })}{' '}
      {t('refund.worse')}
    </p>
  );
}
