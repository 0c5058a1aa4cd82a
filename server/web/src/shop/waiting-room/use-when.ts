import type { PerformanceSummary } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { foreignZone, formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';

/** Instants on the venue's clock, which is named where the reader's own shows another time. */
export function useWhen({
  venue,
}: Pick<PerformanceSummary, 'venue'>): (instant: number, style?: 'dateTime' | 'time') => string {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const format = { locale, timeZone: venue.timeZone };
  return (instant, style = 'dateTime') => {
    const zone = foreignZone(instant, format);
    const when = formatInstant(instant, style, format);
    return zone === undefined ? when : `${when} (${t('common.localZone', { zone })})`;
  };
}
