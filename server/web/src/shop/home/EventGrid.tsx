import type { EventSummary } from '@ticket-flow/client';
import { ChevronRight, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/Button.tsx';
import { StateBox } from '../../shared/ui/StateBox.tsx';
import { Waiting } from '../../shared/ui/Waiting.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { useCategories, useEvents } from '../queries.ts';
import { EventCard, EventCardSkeleton } from './EventCard.tsx';
import { byState, groupEvents } from './event-groups.ts';
import type { EventGroup } from './event-groups.ts';

const PAGE = 60;
/** Of each category, where all of them are shown. */
const A_GROUP = 4;

interface EventGridProps {
  readonly category: string | undefined;
  readonly onCategory: (category: string | undefined) => void;
}

/** Everything there is: some of each category, or all of one. */
export function EventGrid({ category, onCategory }: EventGridProps) {
  const { t } = useTranslation();
  const [pageSize, setPageSize] = useState(PAGE);
  const events = useEvents(category, pageSize);
  const categories = useCategories();
  const choose = (slug: string | undefined): void => {
    setPageSize(PAGE);
    onCategory(slug);
  };
  const items = events.data?.items;
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
      ) : !items || categories.isPending ? (
        <Waiting className="event-grid">
          {Array.from({ length: 8 }, (_, k) => (
            <EventCardSkeleton key={k} />
          ))}
        </Waiting>
      ) : items.length === 0 ? (
        <Nothing
          onAll={() => {
            choose(undefined);
          }}
        />
      ) : (
        <div className="event-groups" data-fading={events.isPlaceholderData}>
          {category === undefined ? (
            groupEvents(items, categories.data ?? []).map((group) => (
              <Group key={group.category?.slug ?? ''} group={group} onChoose={choose} />
            ))
          ) : (
            <Cards events={byState(items)} heading="h3" />
          )}
        </div>
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
  readonly events: readonly EventSummary[];
  readonly heading: 'h3' | 'h4';
}

function Cards({ events, heading }: CardsProps) {
  return (
    <ul className="event-grid">
      {events.map((event) => (
        <li key={event.slug}>
          <EventCard event={event} heading={heading} />
        </li>
      ))}
    </ul>
  );
}

interface GroupProps {
  readonly group: EventGroup;
  readonly onChoose: (slug: string) => void;
}

function Group({ group: { category, events }, onChoose }: GroupProps) {
  const { t } = useTranslation();
  const rest = category ? events.length - A_GROUP : 0;
  return (
    <div className="event-group">
      <div className="event-group-head">
        <h3>{category?.name ?? t('home.others')}</h3>
        {category && rest > 0 && (
          <button
            type="button"
            className="see-all"
            onClick={() => {
              onChoose(category.slug);
            }}
          >
            {t('home.seeAll', { name: category.name })}
            <ChevronRight size={18} aria-hidden />
          </button>
        )}
      </div>
      <Cards events={category ? events.slice(0, A_GROUP) : events} heading="h4" />
    </div>
  );
}

function Nothing({ onAll }: { onAll: () => void }) {
  const { t } = useTranslation();
  return (
    <StateBox
      icon={<SearchX size={36} aria-hidden />}
      title={t('home.emptyTitle')}
      body={t('home.emptyBody')}
    >
      <Button look="primary" onClick={onAll}>
        {t('home.showAll')}
      </Button>
    </StateBox>
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
