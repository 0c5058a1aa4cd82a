import type { ChannelState } from '@ticket-flow/client';
import { createSeatMap } from '@ticket-flow/client/seat-map';
import type { HeldSeat, SeatMap, SeatMapOptions } from '@ticket-flow/client/seat-map';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { RefCallback } from 'react';

export interface SeatMapOnPage {
  /** For the element that the map is put into; give it a height. */
  readonly ref: RefCallback<HTMLElement>;
  readonly map: SeatMap | undefined;
  readonly holds: readonly HeldSeat[];
  readonly state: ChannelState;
}

const NONE: readonly HeldSeat[] = [];

/** A map for as long as the component is shown; another client or performance is another map. */
export function useSeatMap(options: SeatMapOptions): SeatMapOnPage {
  const { client, performanceId, locale } = options;
  const [element, ref] = useState<HTMLElement | null>(null);
  const [map, setMap] = useState<SeatMap>();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    if (!element) return;
    const made = createSeatMap(element, { ...latest.current, client, performanceId });
    setMap(made);
    return () => {
      made.destroy();
      setMap(undefined);
    };
  }, [element, client, performanceId]);
  useEffect(() => {
    if (locale !== undefined) map?.setLocale(locale);
  }, [map, locale]);
  const holds = useSyncExternalStore(
    useCallback((changed) => map?.on('holds', changed) ?? (() => undefined), [map]),
    () => map?.holds ?? NONE,
  );
  const state = useSyncExternalStore(
    useCallback((changed) => map?.on('state', changed) ?? (() => undefined), [map]),
    () => map?.channel.state ?? 'connecting',
  );
  return { ref, map, holds, state };
}
