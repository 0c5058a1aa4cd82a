import type { Poster as PosterSpec, VenueSummary } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { foreignZone, formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { Poster } from '../../shared/poster/Poster.tsx';

interface EventStripProps {
  readonly title: string;
  readonly poster: PosterSpec;
  readonly startsAt: number;
  readonly venue: VenueSummary;
}

/** What it is about, in one line with its poster. */
export function EventStrip({ title, poster, startsAt, venue }: EventStripProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const format = { locale, timeZone: venue.timeZone };
  const zone = foreignZone(startsAt, format);
  return (
    <div className="event-strip">
      <div className="event-strip-poster">
        <Poster poster={poster} title={title} plain />
      </div>
      <div>
        <strong>{title}</strong>
        <p className="figures">
          {formatInstant(startsAt, 'full', format)}
          {zone !== undefined && ` (${t('common.localZone', { zone })})`}
        </p>
        <p>{venue.name}</p>
      </div>
    </div>
  );
}
