import { Search, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../shared/ui/Button.tsx';
import { StateBox } from '../../shared/ui/StateBox.tsx';
import { Waiting } from '../../shared/ui/Waiting.tsx';
import { EventCard, EventCardSkeleton } from '../home/EventCard.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { useTitle } from '../use-title.ts';
import { SearchBox } from './SearchBox.tsx';
import { usePopularTerms, useResults } from './queries.ts';
import { searchPath } from './search-path.ts';
import '../home/event-grid.css';
import '../home/home-narrow.css';
import './search-page.css';

export function SearchPage() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const q = (parameters.get('q') ?? '').trim().slice(0, 100);
  useTitle(q === '' ? t('document.search') : `${q} · ${t('document.search')}`);
  return (
    <div className="page search-page">
      <SearchBox className="page-search" autoFocus={q === ''} />
      {q === '' ? (
        <StateBox
          isPage
          icon={<Search size={36} aria-hidden />}
          title={t('search.askTitle')}
          body={t('search.askBody')}
        >
          <PopularChips />
        </StateBox>
      ) : (
        <Results q={q} />
      )}
    </div>
  );
}

function Results({ q }: { q: string }) {
  const { t } = useTranslation();
  const results = useResults(q);
  const { data, error } = results;
  if (error && !data) {
    const retry = (): void => void results.refetch();
    return <LoadFailed isPage title={t('search.errorTitle')} error={error} retry={retry} />;
  }
  const total = data?.pages[0]?.total;
  if (total === 0) {
    return (
      <StateBox
        isPage
        icon={<SearchX size={36} aria-hidden />}
        title={t('search.emptyTitle', { q })}
        body={t('search.emptyBody')}
      >
        <PopularChips />
      </StateBox>
    );
  }
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className="section-head">
        <h1>{t('search.results', { q })}</h1>
        <p role="status">{total !== undefined && t('search.found', { total })}</p>
      </div>
      {!data ? (
        <Waiting className="event-grid">
          {Array.from({ length: 4 }, (_, k) => (
            <EventCardSkeleton key={k} />
          ))}
        </Waiting>
      ) : (
        <ul className="event-grid">
          {events.map((event) => (
            <li key={event.slug}>
              <EventCard event={event} heading="h2" />
            </li>
          ))}
        </ul>
      )}
      {results.hasNextPage && (
        <div className="grid-more">
          <Button
            waiting={results.isFetchingNextPage ? t('common.loading') : undefined}
            onClick={() => void results.fetchNextPage()}
          >
            {t('home.more')}
          </Button>
        </div>
      )}
    </>
  );
}

/** What others look for, for whom nothing was found. */
function PopularChips() {
  const { t } = useTranslation();
  const items = usePopularTerms().data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="popular-chips" aria-labelledby="popular-chips-title">
      <h2 id="popular-chips-title">{t('search.terms')}</h2>
      <ul>
        {items.map(({ term }) => (
          <li key={term}>
            <Link to={searchPath(term)} className="popular-chip">
              {term}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
