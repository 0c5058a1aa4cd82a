import { createSeatMap } from '@ticket-flow/client/seat-map';
import type { HeldSeat, SeatMap, SignInWish } from '@ticket-flow/client/seat-map';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../shared/i18n/index.ts';
import { useServices, useSession } from '../../shared/services.ts';
import { useSignIn } from '../account/sign-in-context.ts';

declare global {
  interface Window {
    /** A canvas has no elements that a browser test could find: the map tells where seats are. */
    __seatMap?: SeatMap;
  }
}

/** The seat map of a performance in an element of the page, for as long as that is shown. */
export function useSeatMap(performanceId: number): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly map: SeatMap | undefined;
} {
  const { client } = useServices();
  const { locale } = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<SeatMap>();
  const signIn = useSignInForSeats();
  const firstLocale = useRef(locale);
  useEffect(() => {
    if (!box.current) return;
    const made = createSeatMap(box.current, {
      client,
      performanceId,
      locale: firstLocale.current,
      signIn: (wish) => signIn.current(wish),
    });
    setMap(made);
    window.__seatMap = made;
    return () => {
      if (window.__seatMap === made) delete window.__seatMap;
      made.destroy();
      setMap(undefined);
    };
  }, [client, performanceId, signIn]);
  useEffect(() => {
    firstLocale.current = locale;
    map?.setLocale(locale);
  }, [map, locale]);
  useHoldsOfPerson(map);
  return { box, map };
}

/** Whoever signs in elsewhere on the page finds the seats held before. */
function useHoldsOfPerson(map: SeatMap | undefined): void {
  const session = useSession();
  const userId = session.status === 'signedIn' ? session.user.id : undefined;
  useEffect(() => {
    if (map && userId !== undefined) void map.channel.refreshHolds().catch(() => undefined);
  }, [map, userId]);
}

/** The newest way to sign in, under one identity: a changed word must not rebuild the map. */
function useSignInForSeats(): RefObject<(wish: SignInWish) => Promise<boolean>> {
  const { t } = useTranslation();
  const ask = useSignIn();
  const signIn = async ({ seats }: SignInWish): Promise<boolean> => {
    const label = seats.join(', ');
    const user = await ask(
      t(label === '' ? 'account.areaReason' : 'account.seatReason', { label }),
    );
    return user !== undefined;
  };
  const newest = useRef(signIn);
  useEffect(() => {
    newest.current = signIn;
  });
  return newest;
}

const NONE: readonly HeldSeat[] = [];
const nothing = (): void => undefined;

export function useHeldSeats(map: SeatMap | undefined): readonly HeldSeat[] {
  const subscribe = useCallback(
    (changed: () => void) => map?.on('holds', changed) ?? nothing,
    [map],
  );
  return useSyncExternalStore(subscribe, () => map?.holds ?? NONE);
}
