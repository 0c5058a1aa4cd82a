import type { EventSummary } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { formatMoney, formatPeriod } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';

/** When and for how much, as a card says it. */
export function useEventWords(event: EventSummary): { period?: string; price?: string } {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { firstStartsAt, lastStartsAt, venue, fromPrice } = event;
  const words: { period?: string; price?: string } = {};
  if (firstStartsAt !== null && lastStartsAt !== null) {
    const timeZone = venue?.timeZone ?? 'UTC';
    words.period = formatPeriod(firstStartsAt, lastStartsAt, { locale, timeZone });
  }
  if (fromPrice) {
    const price = formatMoney(fromPrice.amount, fromPrice.currency, locale);
    words.price = t('common.from', { price });
  }
  return words;
}
