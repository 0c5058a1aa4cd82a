import type { Grade, PerformanceDetail } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { formatMoney, formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { Bone, Waiting } from '../../shared/ui/Waiting.tsx';
import { useAvailability, usePerformance } from '../queries.ts';
import { GradeMark } from '../seat-page/GradeMark.tsx';

/** Seats left and prices of one performance, by grade. */
export function Remaining({ performanceId }: { performanceId: number }) {
  const { t } = useTranslation();
  const availability = useAvailability(performanceId);
  const performance = usePerformance(performanceId).data?.performance;
  if (availability.isError) return <p className="remaining-note">{t('event.countFailed')}</p>;
  if (!performance || !availability.data) {
    return (
      <Waiting label={t('event.counting')}>
        <Bone width={80} height={22} />
        <Bone className="remaining-skeleton" />
      </Waiting>
    );
  }
  const left = new Map(availability.data.grades.map(({ gradeId, free }) => [gradeId, free]));
  return (
    <div>
      <h3 className="remaining-title">{t('event.remaining')}</h3>
      <ul className="remaining">
        {performance.grades.map((grade, rank) => (
          <GradeRow
            key={grade.id}
            grade={grade}
            rank={rank}
            left={left.get(grade.id) ?? 0}
            performance={performance}
          />
        ))}
      </ul>
    </div>
  );
}

interface GradeRowProps {
  readonly grade: Grade;
  readonly rank: number;
  readonly left: number;
  readonly performance: PerformanceDetail;
}

function GradeRow({ grade, rank, left, performance }: GradeRowProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { currency, priceTypes } = performance;
  const [first, ...others] = priceTypes.flatMap(({ code, name }) => {
    const amount = grade.prices[code];
    return amount === undefined ? [] : [{ name, price: formatMoney(amount, currency, locale) }];
  });
  return (
    <li data-empty={left === 0}>
      <GradeMark color={grade.color} rank={rank} />
      <span className="remaining-name">{grade.name}</span>
      <span className="remaining-left figures">
        {left > 0 ? t('event.seatsLeft', { left: formatNumber(left, locale) }) : t('event.soldOut')}
      </span>
      <span className="remaining-price figures">
        <strong>{first?.price}</strong>
        {others.map(({ name, price }) => (
          <small key={name}>{t('event.perPrice', { type: name, price })}</small>
        ))}
      </span>
    </li>
  );
}
