import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';

const CAPTIONS = ['STANDING'] as const;

export interface SeatWords {
  /** A seat's label as it is read; places of areas have only a number within it. */
  readonly label: (seat: { label: string; area?: string | undefined; number: string }) => string;
  readonly money: (amount: number) => string;
}

/** Charts carry names in one language; the usual ones are said in the reader's. */
export function useSeatWords(currency: string): SeatWords {
  const { t } = useTranslation();
  const { locale } = useLocale();
  return useMemo(() => {
    const caption = (text: string): string => {
      const known = CAPTIONS.find((one) => one === text.toUpperCase());
      return known ? t(`caption.${known}`) : text;
    };
    return {
      label: ({ label, area, number }) =>
        area === undefined ? label : t('area.place', { name: caption(area), number }),
      money: (amount) => formatMoney(amount, currency, locale),
    };
  }, [t, locale, currency]);
}
