import type { PerformanceDetail, Point } from '@ticket-flow/client';
import { Hand, Maximize2, Minus, Plus } from 'lucide-react';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { KeyboardEvent, Ref, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapLayout } from '../seat-map/layout.ts';
import type { LookBook } from '../seat-map/looks.ts';
import { SeatMapRenderer } from '../seat-map/renderer.ts';
import type { Pointed } from '../seat-map/scene.ts';
import { readTheme } from '../seat-map/theme.ts';
import { exposeSeatMap } from './expose.ts';
import { PointedCard } from './PointedCard.tsx';
import type { SeatWords } from './use-words.ts';

export interface MapHandle {
  zoomToSeat(seat: number): void;
}

interface MapViewProps {
  readonly ref: Ref<MapHandle>;
  readonly hidden: boolean;
  readonly performance: PerformanceDetail;
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly words: SeatWords;
  readonly onlyGrade: number | undefined;
  readonly onTap: (pointed: Pointed) => void;
}

export interface Pointing {
  readonly pointed: Pointed;
  readonly at: Point;
}

/** With more seats than this, they are blocks at first. */
const MANY_SEATS = 4_000;
const ZOOM_STEP = 1.6;
const PAN_STEP = 80;
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [PAN_STEP, 0],
  ArrowRight: [-PAN_STEP, 0],
  ArrowUp: [0, PAN_STEP],
  ArrowDown: [0, -PAN_STEP],
};

export function MapView(props: MapViewProps) {
  const { ref, hidden, performance, layout, book, words } = props;
  const { t } = useTranslation();
  const [pointing, setPointing] = useState<Pointing>();
  const [used, setUsed] = useState(false);
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const renderer = useRenderer(canvas, props, setPointing);
  useImperativeHandle(ref, () => ({
    zoomToSeat: (seat) => renderer.current?.zoomToSeat(seat),
  }));
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (move) renderer.current?.panBy(...move);
    else if (event.key === '+' || event.key === '=') renderer.current?.zoomBy(ZOOM_STEP);
    else if (event.key === '-') renderer.current?.zoomBy(1 / ZOOM_STEP);
    else if (event.key === '0') renderer.current?.fitAll();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={container}
      className="seat-map"
      data-testid="seat-map"
      hidden={hidden}
      role="group"
      tabIndex={0}
      aria-label={t('map.label')}
      aria-description={t('map.help')}
      onKeyDown={onKeyDown}
      onPointerDown={() => {
        setUsed(true);
      }}
    >
      <canvas ref={canvas} aria-hidden />
      {!used && (
        <p className="map-hint" aria-hidden>
          <Hand size={16} />
          {t(needsZoom(layout) ? 'map.zoomHint' : 'map.tapHint')}
        </p>
      )}
      <ZoomButtons renderer={renderer} />
      {pointing && (
        <PointedCard {...pointing} {...{ performance, layout, book, words }} within={container} />
      )}
    </div>
  );
}

/** Makes the renderer for as long as the canvas lives and tells it what changes. */
function useRenderer(
  canvas: RefObject<HTMLCanvasElement | null>,
  { performance, layout, book, words, onlyGrade, onTap }: MapViewProps,
  setPointing: (pointing: Pointing | undefined) => void,
): RefObject<SeatMapRenderer | null> {
  const renderer = useRef<SeatMapRenderer>(null);
  const tap = useRef(onTap);
  useEffect(() => {
    tap.current = onTap;
  });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const colours = performance.grades.map(({ color }) => color);
    const made = new SeatMapRenderer(element, {
      ...{ layout, book, words },
      theme: readTheme(element, colours),
      onTap: (pointed) => {
        tap.current(pointed);
      },
      onPoint: (pointed, at) => {
        setPointing(pointed && at && { pointed, at });
      },
    });
    renderer.current = made;
    const stopExposing = exposeSeatMap(element, layout, book, made);
    const retheme = (): void => {
      made.setTheme(readTheme(element, colours));
    };
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', retheme);
    // The canvas draws with the page's font, which may arrive after the first picture.
    void document.fonts.ready.then(() => {
      made.invalidate();
    });
    return () => {
      dark.removeEventListener('change', retheme);
      stopExposing();
      made.close();
      renderer.current = null;
    };
    // The rest is told below: another language must not put the map back to its start.
  }, [layout, book]);
  useEffect(() => {
    renderer.current?.setWords(words);
  }, [words]);
  useEffect(() => {
    renderer.current?.showOnly(onlyGrade);
  }, [onlyGrade]);
  return renderer;
}

/** Whether the seats are too small at first to be meant by a pointer of this kind. */
function needsZoom({ numbered }: MapLayout): boolean {
  return numbered > MANY_SEATS || window.matchMedia('(pointer: coarse)').matches;
}

function ZoomButtons({ renderer }: { renderer: RefObject<SeatMapRenderer | null> }) {
  const { t } = useTranslation();
  return (
    <div className="zoom-buttons">
      <button
        type="button"
        aria-label={t('map.zoomIn')}
        onClick={() => renderer.current?.zoomBy(ZOOM_STEP)}
      >
        <Plus size={20} aria-hidden />
      </button>
      <button
        type="button"
        aria-label={t('map.zoomOut')}
        onClick={() => renderer.current?.zoomBy(1 / ZOOM_STEP)}
      >
        <Minus size={20} aria-hidden />
      </button>
      <button type="button" aria-label={t('map.fit')} onClick={() => renderer.current?.fitAll()}>
        <Maximize2 size={18} aria-hidden />
      </button>
    </div>
  );
}
