import type { EventSummary } from '@ticket-flow/client';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/Button.tsx';
import { StateBox } from '../../shared/ui/StateBox.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { useCategories, useEvents } from '../queries.ts';
import { EventCard, EventCardSkeleton } from './EventCard.tsx';

const PAGE = 24;
const ORDER = { on_sale: 0, soon: 1, closed: 2, past: 3 } as const;

interface EventGridProps {
  readonly category: string | undefined;
  readonly onCategory: (category: string | undefined) => void;
}

export function EventGrid({ category, onCategory }: EventGridProps) {
  const { t } = useTranslation();
  const [pageSize, setPageSize] = useState(PAGE);
  const events = useEvents(category, pageSize);
  const choose = (slug: string | undefined): void => {
    setPageSize(PAGE);
    onCategory(slug);
  };
  return (
    <section aria-labelledby="all-title">
      <div className="section-head">
        <h2 id="all-title">{t('home.allTitle')}</h2>
      </div>
      <Categories chosen={category} onChoose={choose} />
      {events.isError ? (
        <LoadFailed
          title={t('home.errorTitle')}
          error={events.error}
          retry={() => void events.refetch()}
        />
      ) : (
        <Cards
          items={events.data?.items}
          fading={events.isPlaceholderData}
          onAll={() => {
            choose(undefined);
          }}
        />
      )}
      {events.data && events.data.total > events.data.items.length && (
        <div className="grid-more">
          <Button
            waiting={events.isFetching ? t('common.loading') : undefined}
            onClick={() => {
              setPageSize(pageSize + PAGE);
            }}
          >
            {t('home.more')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface CardsProps {
  readonly items: readonly EventSummary[] | undefined;
  readonly fading: boolean;
  readonly onAll: () => void;
}

function Cards({ items, fading, onAll }: CardsProps) {
  const { t } = useTranslation();
  if (items?.length === 0) {
    return (
      <StateBox
        icon={<SearchX size={36} aria-hidden />}
        title={t('home.emptyTitle')}
        body={t('home.emptyBody')}
      >
        <Button onClick={onAll}>{t('home.showAll')}</Button>
      </StateBox>
    );
  }
  const sorted = items && [...items].sort((a, b) => ORDER[a.saleState] - ORDER[b.saleState]);
  return (
    <ul className="event-grid" aria-busy={fading || !items} data-fading={fading}>
      {sorted
        ? sorted.map((event) => (
            <li key={event.slug}>
              <EventCard event={event} />
            </li>
          ))
        : Array.from({ length: 8 }, (_, k) => (
            <li key={k}>
              <EventCardSkeleton />
            </li>
          ))}
    </ul>
  );
}

interface CategoriesProps {
  readonly chosen: string | undefined;
  readonly onChoose: (slug: string | undefined) => void;
}

function Categories({ chosen, onChoose }: CategoriesProps) {
  const { t } = useTranslation();
  const categories = useCategories().data ?? [];
  const branch = categories.find(
    ({ slug, children }) => slug === chosen || children.some((child) => child.slug === chosen),
  );
  const chip = (slug: string | undefined, name: string, pressed: boolean) => (
    <button
      key={slug ?? ''}
      type="button"
      className="chip"
      aria-pressed={pressed}
      onClick={() => {
        onChoose(slug);
      }}
    >
      {name}
    </button>
  );
  return (
    <div className="chips" role="group" aria-label={t('home.categories')}>
      {chip(undefined, t('home.all'), chosen === undefined)}
      {categories.map(({ slug, name }) => chip(slug, name, slug === chosen))}
      {branch && branch.children.length > 0 && <span className="chip-rule" aria-hidden />}
      {branch?.children.map(({ slug, name }) => chip(slug, name, slug === chosen))}
    </div>
  );
}
