import type { HoldEnded, PerformanceDetail, SeatChannel } from '@ticket-flow/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explain, hasCode } from '../../shared/explain.ts';
import { formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { useSession } from '../../shared/services.ts';
import { useSignIn } from '../account/sign-in-context.ts';
import { Look } from '../seat-map/looks.ts';
import type { LookBook } from '../seat-map/looks.ts';
import type { MapLayout } from '../seat-map/layout.ts';
import type { Asking } from './live-looks.ts';

export interface PickNotice {
  readonly text: string;
  readonly tone: 'plain' | 'loss';
  /** Seat to look for another one near. */
  readonly near?: number;
  /** Seats that may be held together where one alone was refused. */
  readonly together?: { readonly seats: readonly number[]; readonly added: string };
}

export interface Picking {
  readonly notice: PickNotice | undefined;
  readonly setNotice: (notice: PickNotice | undefined) => void;
  /** Takes a free seat; gives one of mine back; explains any other. */
  readonly pick: (seat: number) => void;
  /** Holds free seats all together. */
  readonly pickTogether: (seats: readonly number[]) => void;
  /** Answers whether the places are held now. */
  readonly pickArea: (name: string, count: number) => Promise<boolean>;
  readonly giveBack: (token: string) => void;
}

interface PickingParts {
  readonly performance: PerformanceDetail;
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly asking: Asking;
  readonly channel: SeatChannel | undefined;
}

export function usePicking({ performance, layout, book, asking, channel }: PickingParts): Picking {
  const { t } = useTranslation();
  const [notice, setNotice] = useState<PickNotice>();
  const ensureSignedIn = useEnsureSignedIn(channel);
  const closedWords = useClosedWords(performance);
  const releasing = useRef(new Set<string>());

  useEffect(() => {
    if (!channel) return;
    const tell = (key: 'mine.expired' | 'mine.lost', { seats }: HoldEnded): void => {
      const labels = seats.map(({ label }) => label).join(', ');
      setNotice({ tone: 'loss', text: t(key, { seats: labels }) });
    };
    const stops = [
      channel.on('expired', (ended) => {
        tell('mine.expired', ended);
      }),
      channel.on('lost', (ended) => {
        tell('mine.lost', ended);
      }),
      channel.on('setBack', () => {
        setNotice({ tone: 'plain', text: t('mine.setBack') });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [channel, t]);

  /** Asks for a hold, signing in first where that is needed. */
  const request = useCallback(
    async (reason: string, seats: readonly number[], ask: () => Promise<unknown>) => {
      const closed = closedWords();
      if (closed !== undefined) setNotice({ tone: 'plain', text: closed });
      if (closed !== undefined || !(await ensureSignedIn(reason))) return false;
      setNotice(undefined);
      try {
        await asking.during(seats, ask());
        return true;
      } catch (error) {
        setNotice({ tone: 'loss', text: explain(error, t), ...wayOut(error, seats) });
        return false;
      }
    },
    [asking, closedWords, ensureSignedIn, t],
  );

  const giveBack = useCallback(
    (token: string) => {
      if (!channel || releasing.current.has(token)) return;
      releasing.current.add(token);
      channel
        .release(token)
        .then(() => {
          setNotice(undefined);
        })
        .catch((error: unknown) => {
          // Given back on another device already: that is what was wanted.
          if (!hasCode(error, 'GONE')) setNotice({ tone: 'loss', text: explain(error, t) });
        })
        .finally(() => releasing.current.delete(token));
    },
    [channel, t],
  );

  const pickTogether = useCallback(
    (seats: readonly number[]) => {
      if (!channel) return;
      const label = seats.map((seat) => layout.seats[seat]?.label ?? '').join(', ');
      void request(t('account.seatReason', { label }), seats, () => channel.hold({ seats }));
    },
    [channel, layout, request, t],
  );

  const pick = useCallback(
    (seat: number) => {
      const label = layout.seats[seat]?.label ?? '';
      const mine = channel?.holds.find(({ seats }) => seats.some((held) => held.seat === seat));
      if (!channel || asking.seats.has(seat)) return;
      if (mine) {
        giveBack(mine.token);
        return;
      }
      const look = book.get(seat);
      // A map that is not live may be wrong about the seat; then the server is asked.
      if (look !== Look.Free && channel.state === 'live') {
        const key = look === Look.NotForSale ? 'problem.CHANNEL' : 'problem.TAKEN';
        setNotice({ tone: 'loss', text: t(key, { seats: label }), near: seat });
        return;
      }
      pickTogether([seat]);
    },
    [asking, book, channel, giveBack, layout, pickTogether, t],
  );

  const pickArea = useCallback(
    async (name: string, count: number) => {
      if (!channel) return false;
      return request(t('account.areaReason'), [], () => channel.hold({ area: { name, count } }));
    },
    [channel, request, t],
  );

  return { notice, setNotice, pick, pickTogether, pickArea, giveBack };
}

/** What can be done instead: another seat near, or the one left over taken along. */
function wayOut(error: unknown, seats: readonly number[]): Partial<PickNotice> {
  const [near] = seats;
  if (near === undefined) return {};
  if (hasCode(error, 'TAKEN', 'CHANNEL')) return { near };
  if (!hasCode(error, 'ORPHAN') || !error.details.seats) return {};
  const left = error.details.seats;
  const added = left.map(({ label }) => label).join(', ');
  return { together: { seats: [...seats, ...left.map(({ seat }) => seat)], added } };
}

function useEnsureSignedIn(channel: SeatChannel | undefined) {
  const session = useSession();
  const signIn = useSignIn();
  const signedIn = session.status === 'signedIn';
  return useCallback(
    async (reason: string): Promise<boolean> => {
      if (signedIn) return true;
      const user = await signIn(reason);
      if (user) await channel?.refreshHolds();
      return user !== undefined;
    },
    [channel, signIn, signedIn],
  );
}

/** Why nothing can be held now, or undefined when the sale should be open. */
function useClosedWords({ saleState, saleOpensAt, venue }: PerformanceDetail) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  return useCallback(() => {
    const when = formatInstant(saleOpensAt, 'dateTime', { locale, timeZone: venue.timeZone });
    if (saleState === 'soon') {
      return Date.now() < saleOpensAt ? t('mine.soon', { when }) : undefined;
    }
    return saleState === 'on_sale' ? undefined : t(`mine.${saleState}`);
  }, [saleState, saleOpensAt, venue, locale, t]);
}
