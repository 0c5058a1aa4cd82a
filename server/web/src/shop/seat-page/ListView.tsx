import type { PerformanceDetail } from '@ticket-flow/client';
import { ChevronDown } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import type { MapLayout } from '../seat-map/layout.ts';
import { Look } from '../seat-map/looks.ts';
import type { LookBook } from '../seat-map/looks.ts';
import { ListRow } from './ListRow.tsx';
import type { SeatWords } from './use-words.ts';

interface ListViewProps {
  readonly performance: PerformanceDetail;
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly words: SeatWords;
  readonly pick: (seat: number) => void;
  readonly onArea: (area: number) => void;
}

/** The same seats without the map: section, row, seat; for keyboards and screen readers first. */
export function ListView(props: ListViewProps) {
  const { layout, book, words, onArea } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<number | undefined>(
    layout.sections.length === 1 ? 0 : undefined,
  );
  const [onlyFree, setOnlyFree] = useState(false);
  useSyncExternalStore(
    (changed) => book.subscribe(changed),
    () => book.version,
  );
  return (
    <div className="seat-list" role="region" aria-label={t('list.title')}>
      <label className="seat-list-filter">
        <input
          type="checkbox"
          checked={onlyFree}
          onChange={(event) => {
            setOnlyFree(event.currentTarget.checked);
          }}
        />
        {t('list.onlyFree')}
      </label>
      {layout.areas.map((area, k) => (
        <button
          key={area.name}
          type="button"
          className="list-section-head"
          onClick={() => {
            onArea(k);
          }}
        >
          <strong>{words.caption(area.name)}</strong>
          <span className="figures">{words.left(book.freeInArea[k] ?? 0)}</span>
        </button>
      ))}
      {layout.sections.map((section, k) => (
        <section key={`${section.name} ${String(k)}`}>
          <SectionHead
            name={words.caption(section.name)}
            free={book.freeInSection[k] ?? 0}
            open={open === k}
            onToggle={() => {
              setOpen(open === k ? undefined : k);
            }}
          />
          {open === k && <Rows {...props} section={k} onlyFree={onlyFree} />}
        </section>
      ))}
    </div>
  );
}

interface SectionHeadProps {
  readonly name: string;
  readonly free: number;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function SectionHead({ name, free, open, onToggle }: SectionHeadProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  return (
    <h2>
      <button type="button" className="list-section-head" aria-expanded={open} onClick={onToggle}>
        <strong>{name}</strong>
        <span className="figures">{t('list.free', { left: formatNumber(free, locale) })}</span>
        <ChevronDown size={20} aria-hidden />
      </button>
    </h2>
  );
}

function Rows(props: ListViewProps & { section: number; onlyFree: boolean }) {
  const { layout, book, section, onlyFree, performance, words, pick } = props;
  const { t } = useTranslation();
  const rows = rowsOf(layout, section)
    .map((row) => ({
      ...row,
      seats: row.seats.filter((seat) => !onlyFree || isWanted(book.get(seat))),
    }))
    .filter(({ seats }) => seats.length > 0);
  if (rows.length === 0) return <p className="list-none">{t('list.none')}</p>;
  return rows.map(({ name, seats }) => (
    <ListRow
      key={name}
      name={name}
      seats={seats.join(' ')}
      looks={seats.map((seat) => book.get(seat)).join('')}
      {...{ layout, performance, words, pick }}
    />
  ));
}

function isWanted(look: Look): boolean {
  return look === Look.Free || look === Look.Mine || look === Look.Asking;
}

function rowsOf(layout: MapLayout, section: number): { name: string; seats: number[] }[] {
  const { first = 0, end = 0 } = layout.sections[section] ?? {};
  const rows = new Map<string, number[]>();
  for (let seat = first; seat < end; seat += 1) {
    const name = layout.seats[seat]?.row ?? '';
    const row = rows.get(name);
    if (row) row.push(seat);
    else rows.set(name, [seat]);
  }
  return [...rows].map(([name, seats]) => ({ name, seats }));
}
