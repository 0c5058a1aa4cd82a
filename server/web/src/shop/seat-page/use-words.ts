import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney, formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import type { MapWords } from '../seat-map/scene.ts';

const CAPTIONS = ['STAGE', 'FIELD', 'PITCH', 'SCREEN', 'Standing'] as const;

export interface SeatWords extends MapWords {
  /** A seat's label as it is read; places of areas have only a number within it. */
  readonly label: (seat: { label: string; area?: string | undefined; number: string }) => string;
  readonly money: (amount: number) => string;
}

/** Charts carry captions in one language; the usual ones are said in the reader's. */
export function useSeatWords(currency: string): SeatWords {
  const { t } = useTranslation();
  const { locale } = useLocale();
  return useMemo(() => {
    const caption = (text: string): string => {
      const known = CAPTIONS.find((one) => one === text);
      return known ? t(`caption.${known}`) : text;
    };
    return {
      caption,
      left: (free) =>
        free > 0 ? t('map.left', { left: formatNumber(free, locale) }) : t('event.soldOut'),
      label: ({ label, area, number }) =>
        area === undefined ? label : t('area.place', { name: caption(area), number }),
      money: (amount) => formatMoney(amount, currency, locale),
    };
  }, [t, locale, currency]);
}
