import type { PerformanceDetail } from '@ticket-flow/client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../shared/ui/Notice.tsx';
import { LookBook } from '../seat-map/looks.ts';
import type { MapLayout } from '../seat-map/layout.ts';
import type { Pointed } from '../seat-map/scene.ts';
import { AreaDialog } from './AreaDialog.tsx';
import { Legend } from './Legend.tsx';
import { ListView } from './ListView.tsx';
import { Asking, followChannel } from './live-looks.ts';
import { MapView } from './MapView.tsx';
import type { MapHandle } from './MapView.tsx';
import { MySeatsPanel } from './MySeatsPanel.tsx';
import { nearestFree } from './nearest.ts';
import { PendingOrderNotice } from './PendingOrderNotice.tsx';
import { RoomBar } from './RoomBar.tsx';
import { usePicking } from './use-picking.ts';
import type { Picking } from './use-picking.ts';
import { useKeepHolds } from './use-keep-holds.ts';
import { useSeatChannel } from './use-seat-channel.ts';
import { useSeatWords } from './use-words.ts';

interface SeatRoomProps {
  readonly performance: PerformanceDetail;
  readonly layout: MapLayout;
}

/** One performance's seats, live: the map or the list, and what this person holds. */
export function SeatRoom({ performance, layout }: SeatRoomProps) {
  const channel = useSeatChannel(performance.id);
  const book = useMemo(() => new LookBook(layout), [layout]);
  const asking = useMemo(() => new Asking(), []);
  const words = useSeatWords(performance.currency);
  const picking = usePicking({ performance, layout, book, asking, channel });
  const map = useRef<MapHandle>(null);
  const [asList, setAsList] = useState(false);
  const [areaIndex, setAreaIndex] = useState<number>();
  const [onlyGrade, setOnlyGrade] = useState<number>();
  useEffect(
    () => (channel ? followChannel(channel, book, asking) : undefined),
    [channel, book, asking],
  );
  useKeepHolds(channel);
  useListKey(setAsList);
  const openArea = (index: number): void => {
    picking.setNotice(undefined);
    setAreaIndex(index);
  };
  const onTap = (pointed: Pointed): void => {
    if (pointed.kind === 'seat') picking.pick(pointed.seat);
    if (pointed.kind === 'area') openArea(pointed.area);
  };
  const area = areaIndex === undefined ? undefined : layout.areas[areaIndex];
  return (
    <div className="seat-room">
      <RoomBar performance={performance} channel={channel} asList={asList} onList={setAsList} />
      <Legend performance={performance} book={book} chosen={onlyGrade} onChoose={setOnlyGrade} />
      <div className="seat-stage">
        <MapView
          ref={map}
          hidden={asList}
          {...{ performance, layout, book, words, onlyGrade, onTap }}
        />
        {asList && (
          <ListView
            {...{ performance, layout, book, words }}
            pick={picking.pick}
            onArea={openArea}
          />
        )}
        <div className="seat-notices">
          <PendingOrderNotice performanceId={performance.id} />
          <PickNoticeBox picking={picking} layout={layout} book={book} map={map} />
        </div>
      </div>
      <MySeatsPanel {...{ performance, layout, channel, words }} giveBack={picking.giveBack} />
      {area && (
        <AreaDialog
          area={area}
          free={book.freeInArea[areaIndex ?? 0] ?? 0}
          {...{ performance, words }}
          hold={(count) => picking.pickArea(area.name, count)}
          problem={picking.notice?.text}
          onClose={() => {
            setAreaIndex(undefined);
          }}
        />
      )}
    </div>
  );
}

interface PickNoticeBoxProps {
  readonly picking: Picking;
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly map: React.RefObject<MapHandle | null>;
}

function PickNoticeBox({ picking, layout, book, map }: PickNoticeBoxProps) {
  const { t } = useTranslation();
  const { notice, setNotice, pickTogether } = picking;
  if (!notice) return null;
  const near = notice.near === undefined ? undefined : nearestFree(layout, book, notice.near);
  const showNear = (): void => {
    if (near === undefined) return;
    map.current?.zoomToSeat(near);
    const label = layout.seats[near]?.label ?? '';
    setNotice({ tone: 'plain', text: t('mine.nearestOne', { label }) });
  };
  const { together } = notice;
  const action = together
    ? {
        label: t('mine.together', { seats: together.added }),
        run: () => {
          pickTogether(together.seats);
        },
      }
    : near !== undefined && { label: t('mine.nearest'), run: showNear };
  return (
    <Notice
      key={notice.text}
      tone={notice.tone}
      action={action || undefined}
      onClose={() => {
        setNotice(undefined);
      }}
    >
      {notice.text}
    </Notice>
  );
}

/** The list is one key away: L, unless something is being typed. */
function useListKey(setAsList: (change: (before: boolean) => boolean) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing =
        event.target instanceof Element && event.target.closest('input, select, dialog');
      if (event.code !== 'KeyL' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      setAsList((before) => !before);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [setAsList]);
}
