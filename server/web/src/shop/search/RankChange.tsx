import type { PopularTerm } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';

const SIGNS = { up: '▲', down: '▼', same: '–' } as const;

/** How a term has moved since the last step, in a sign and in words. */
export function RankChange({ change, by }: Pick<PopularTerm, 'change' | 'by'>) {
  const { t } = useTranslation();
  const words = t(`popular.${change}`, { by });
  if (change === 'new') {
    return <span className="rank-change rank-new">{words}</span>;
  }
  return (
    <span className={`rank-change rank-${change}`}>
      <span aria-hidden className="figures">
        {SIGNS[change]}
        {change !== 'same' && ` ${String(by)}`}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
