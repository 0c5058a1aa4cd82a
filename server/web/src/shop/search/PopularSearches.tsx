import type { PopularTerm } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RankChange } from './RankChange.tsx';
import { useLivePopularTerms } from './queries.ts';
import { searchPath } from './search-path.ts';
import { useGlide } from './use-glide.ts';
import './popular.css';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What others look for, moving as they do; nothing where nobody has looked for anything. */
export function PopularSearches() {
  const { t } = useTranslation();
  const terms = useLivePopularTerms();
  const list = useGlide<HTMLOListElement>(terms);
  if (!terms || terms.items.length === 0) return null;
  const { items, windowMs } = terms;
  const lead =
    windowMs % HOUR_MS === 0
      ? t('popular.leadHours', { hours: windowMs / HOUR_MS })
      : t('popular.leadMinutes', { minutes: Math.round(windowMs / MINUTE_MS) });
  return (
    <section className="popular" aria-labelledby="popular-title" data-testid="popular-searches">
      <div className="section-head">
        <h2 id="popular-title">{t('popular.title')}</h2>
        <p>{lead}</p>
      </div>
      <ol ref={list} className="popular-list">
        {items.map((item) => (
          <li key={item.term}>
            <Term item={item} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Term({ item }: { item: PopularTerm }) {
  const { t } = useTranslation();
  return (
    <Link to={searchPath(item.term)} className="popular-term">
      <span className="popular-rank figures" aria-hidden>
        {item.rank}
      </span>
      <span className="visually-hidden">{t('popular.rank', { rank: item.rank })}</span>
      <span className="popular-word">{item.term}</span>
      <RankChange change={item.change} by={item.by} />
    </Link>
  );
}
