import type { EventDetail } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { posterBackdrop } from '../../shared/poster/colours.ts';
import { Poster } from '../../shared/poster/Poster.tsx';
import { Bone, Waiting } from '../../shared/ui/Waiting.tsx';
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
          isPage
          title={t('event.errorTitle')}
          error={event.error}
          retry={() => void event.refetch()}
        />
      </div>
    );
  }
  return <NotYet />;
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

function NotYet() {
  const { t } = useTranslation();
  return (
    <>
      <div className="event-banner" />
      <h1 className="visually-hidden">{t('common.loading')}</h1>
      <Waiting className="page event">
        <div className="event-poster">
          <Bone className="event-poster-skeleton" />
        </div>
        <div className="event-head">
          <Bone width="min(360px, 80%)" height={44} />
          <Bone width="min(280px, 60%)" height={22} />
        </div>
        <div className="event-pick">
          <Bone className="event-pick-skeleton" />
        </div>
        <div className="event-about event-about-skeleton">
          {['62%', '48%', '36%', '40%'].map((width) => (
            <Bone key={width} width={width} height={24} />
          ))}
          <Bone height={180} />
        </div>
      </Waiting>
    </>
  );
}
