import type { EventDetail } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { posterBackdrop } from '../../shared/poster/colours.ts';
import { Poster } from '../../shared/poster/Poster.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { NotFoundPage } from '../layout/NotFoundPage.tsx';
import { useEvent } from '../queries.ts';
import { useTitle } from '../use-title.ts';
import { Facts } from './Facts.tsx';
import { PerformancePicker } from './PerformancePicker.tsx';
import './event.css';
import './picker.css';
import './event-narrow.css';

export function EventPage() {
  const { t } = useTranslation();
  const { slug = '' } = useParams();
  const event = useEvent(slug);
  useTitle(event.data?.title);
  if (event.data) return <Shown event={event.data} />;
  if (hasCode(event.error, 'NOT_FOUND')) {
    return <NotFoundPage title={t('event.missingTitle')} body={t('event.missingBody')} />;
  }
  if (event.isError) {
    return (
      <div className="page page-narrow">
        <LoadFailed
          title={t('event.errorTitle')}
          error={event.error}
          retry={() => void event.refetch()}
        />
      </div>
    );
  }
  return <Waiting />;
}

function Shown({ event }: { event: EventDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <div
        className="event-banner"
        style={{ background: posterBackdrop(event.poster.hue) }}
        aria-hidden
      />
      <div className="page event">
        <div className="event-poster">
          <Poster poster={event.poster} title={event.title} />
        </div>
        <div className="event-head">
          <h1>{event.title}</h1>
          <p>{event.tagline}</p>
        </div>
        <div className="event-pick">
          <PerformancePicker key={event.slug} event={event} />
        </div>
        <div className="event-about">
          <Facts event={event} />
          {event.description !== '' && (
            <section>
              <h2>{t('event.about')}</h2>
              <p className="event-description">{event.description}</p>
            </section>
          )}
          {event.people.length > 0 && <People people={event.people} />}
        </div>
      </div>
    </>
  );
}

function People({ people }: { people: EventDetail['people'] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('event.people')}</h2>
      <dl className="people">
        {people.map(({ role, name }) => (
          <div key={`${role} ${name}`}>
            <dt>{role}</dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <>
      <div className="event-banner" />
      <div className="page event" aria-busy aria-label={t('common.loading')}>
        <div className="event-poster">
          <div className="skeleton event-poster-skeleton" />
        </div>
        <div className="event-head">
          <div className="skeleton event-title-skeleton" />
        </div>
        <div className="event-pick">
          <div className="skeleton event-pick-skeleton" />
        </div>
      </div>
    </>
  );
}
