import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { useEvents } from '../queries.ts';
import { PopularSearches } from '../search/PopularSearches.tsx';
import { useTitle } from '../use-title.ts';
import { EventGrid } from './EventGrid.tsx';
import { Hero, HeroSkeleton } from './Hero.tsx';
import { OpeningSoon } from './OpeningSoon.tsx';
import './home.css';
import './event-grid.css';
import './home-narrow.css';

const FIRST = 60;

export function HomePage() {
  const { t } = useTranslation();
  useTitle(t('document.home'));
  const [category, setCategory] = useState<string>();
  const events = useEvents(undefined, FIRST);
  const items = events.data?.items ?? [];
  return (
    <div className="page home">
      <h1 className="visually-hidden">{t('home.heading')}</h1>
      {events.isPending && <HeroSkeleton />}
      {events.isError && items.length === 0 && (
        <LoadFailed
          title={t('home.errorTitle')}
          error={events.error}
          retry={() => void events.refetch()}
        />
      )}
      {items.length > 0 && (
        <>
          <Hero events={items.filter(({ saleState }) => saleState === 'on_sale')} />
          <OpeningSoon
            events={items.filter(({ saleState }) => saleState === 'soon')}
            onOpened={() => void events.refetch()}
          />
        </>
      )}
      <PopularSearches />
      {!events.isError && <EventGrid category={category} onCategory={setCategory} />}
    </div>
  );
}
