import type { PerformanceDetail } from '@ticket-flow/client';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney, formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import type { LookBook } from '../seat-map/looks.ts';
import { GradeMark } from './GradeMark.tsx';
import { LookMark } from './LookMark.tsx';
import { FULL_PRICE } from './my-seats.ts';

interface LegendProps {
  readonly performance: PerformanceDetail;
  readonly book: LookBook;
  readonly chosen: number | undefined;
  readonly onChoose: (grade: number | undefined) => void;
}

const LOOKS = ['free', 'mine', 'held', 'sold'] as const;

/** Grades with price and what is left, live; choosing one makes the others step back. */
export function Legend({ performance, book, chosen, onChoose }: LegendProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  useSyncExternalStore(
    (changed) => book.subscribe(changed),
    () => book.version,
  );
  const { grades, currency } = performance;
  return (
    <section className="legend" aria-label={t('map.legend')}>
      <ul className="legend-grades">
        {grades.map((grade, rank) => {
          const price = grade.prices[FULL_PRICE] ?? Object.values(grade.prices)[0] ?? 0;
          const left = book.freeInGrade[rank] ?? 0;
          return (
            <li key={grade.id}>
              <button
                type="button"
                className="legend-grade"
                aria-pressed={chosen === rank}
                data-empty={left === 0}
                onClick={() => {
                  onChoose(chosen === rank ? undefined : rank);
                }}
              >
                <GradeMark color={grade.color} rank={rank} />
                <span className="legend-name">{grade.name}</span>
                <span className="legend-price figures">{formatMoney(price, currency, locale)}</span>
                <span className="legend-left figures">
                  {left > 0
                    ? t('map.left', { left: formatNumber(left, locale) })
                    : t('event.soldOut')}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <ul className="legend-looks">
        {LOOKS.map((look) => (
          <li key={look}>
            <LookMark look={look} />
            {t(`look.${look}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
