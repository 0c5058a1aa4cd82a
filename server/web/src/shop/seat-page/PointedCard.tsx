import type { ChartSeat, PerformanceDetail } from '@ticket-flow/client';
import { SeatFlag } from '@ticket-flow/client';
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapLayout } from '../seat-map/layout.ts';
import { LOOK_NAMES } from '../seat-map/looks.ts';
import type { LookBook } from '../seat-map/looks.ts';
import { GradeMark } from './GradeMark.tsx';
import type { Pointing } from './MapView.tsx';
import type { SeatWords } from './use-words.ts';

interface PointedCardProps extends Pointing {
  readonly performance: PerformanceDetail;
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly words: SeatWords;
  readonly within: RefObject<HTMLElement | null>;
}

const GAP = 14;

/** What is under the pointer: label, grade, price. */
export function PointedCard(props: PointedCardProps) {
  const { pointed, at, within, layout } = props;
  const card = useRef<HTMLDivElement>(null);
  useSyncExternalStore(
    (changed) => props.book.subscribe(changed),
    () => props.book.version,
  );
  useLayoutEffect(() => {
    const element = card.current;
    const box = within.current;
    if (!element || !box) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = Math.min(Math.max(8, at.x - width / 2), box.clientWidth - width - 8);
    const above = at.y - height - GAP;
    const top = above > 8 ? above : at.y + GAP + 8;
    element.style.transform = `translate(${String(left)}px, ${String(top)}px)`;
  });
  const seat = pointed.kind === 'seat' ? layout.seats[pointed.seat] : undefined;
  return (
    <div ref={card} className="pointed-card" aria-hidden>
      {seat ? <SeatLines seat={seat} {...props} /> : <PartLines {...props} />}
    </div>
  );
}

function SeatLines({
  seat,
  performance,
  layout,
  book,
  words,
}: PointedCardProps & { seat: ChartSeat }) {
  const { t } = useTranslation();
  const rank = layout.gradeRank[seat.index] ?? -1;
  const grade = performance.grades[rank];
  const look = LOOK_NAMES[book.get(seat.index)];
  return (
    <>
      <strong>{seat.label}</strong>
      {grade && (
        <span className="pointed-grade">
          <GradeMark color={grade.color} rank={rank} />
          {grade.name}
        </span>
      )}
      {grade &&
        look === 'free' &&
        performance.priceTypes.map(({ code, name }) => {
          const amount = grade.prices[code];
          return amount === undefined ? null : (
            <span key={code} className="pointed-price figures">
              <span>{name}</span>
              {words.money(amount)}
            </span>
          );
        })}
      {look !== 'free' && <span className="pointed-look">{t(`look.${look}`)}</span>}
      <SeatFlags flags={seat.flags} />
    </>
  );
}

function SeatFlags({ flags }: { flags: number }) {
  const { t } = useTranslation();
  if (flags === 0) return null;
  return (
    <span className="pointed-look">
      {[
        flags & SeatFlag.Accessible && t('map.accessible'),
        flags & SeatFlag.Companion && t('map.companion'),
        flags & SeatFlag.RestrictedView && t('map.restricted'),
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  );
}

function PartLines({ pointed, layout, book, words, performance }: PointedCardProps) {
  const isArea = pointed.kind === 'area';
  const index =
    pointed.kind === 'area' ? pointed.area : pointed.kind === 'section' ? pointed.section : -1;
  const part = isArea ? layout.areas[index] : layout.sections[index];
  if (!part) return null;
  const free = (isArea ? book.freeInArea : book.freeInSection)[index] ?? 0;
  const grade = performance.grades[part.rank];
  return (
    <>
      <strong>{words.caption(part.name)}</strong>
      {grade && (
        <span className="pointed-grade">
          <GradeMark color={grade.color} rank={part.rank} />
          {grade.name}
        </span>
      )}
      <span className="pointed-look">{words.left(free)}</span>
    </>
  );
}
