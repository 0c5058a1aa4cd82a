import { gradeRanks, listSeats } from '@ticket-flow/client';
import type { ChartGeometry, PerformanceDetail, WireHold } from '@ticket-flow/client';
import { Armchair } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { StateBox } from '../../shared/ui/StateBox.tsx';
import { RequireSignIn } from '../account/RequireSignIn.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { NotFoundPage } from '../layout/NotFoundPage.tsx';
import { useGeometry, usePerformance } from '../queries.ts';
import { mySeats, timeLimit } from '../seat-page/my-seats.ts';
import type { SeatPlace } from '../seat-page/my-seats.ts';
import { PendingOrderNotice } from '../seat-page/PendingOrderNotice.tsx';
import { usePriceChoices } from '../seat-page/price-choices.ts';
import { useKeepHolds } from '../seat-page/use-keep-holds.ts';
import { useHolds, useSeatChannel } from '../seat-page/use-seat-channel.ts';
import { useSeatWords } from '../seat-page/use-words.ts';
import { useTitle } from '../use-title.ts';
import { CheckoutForm } from './CheckoutForm.tsx';
import { CheckoutSkeleton } from './Skeletons.tsx';
import { useHoldsKnown } from './use-holds-known.ts';
import './checkout.css';

export function CheckoutPage() {
  const { t } = useTranslation();
  useTitle(t('document.checkout'));
  const { performanceId = '' } = useParams();
  const id = /^\d{1,12}$/.test(performanceId) ? Number(performanceId) : undefined;
  const { data, error, refetch } = usePerformance(id);
  const geometry = useGeometry(data?.performance.geometryUrl);
  if (id === undefined) return <NotFoundPage />;
  const failure = error ?? geometry.error;
  return (
    <RequireSignIn>
      <div className="page checkout-page">
        <h1>{t('checkout.title')}</h1>
        {failure && (
          <LoadFailed
            title={t('event.errorTitle')}
            error={failure}
            retry={() => {
              void refetch();
              void geometry.refetch();
            }}
          />
        )}
        {data && geometry.data ? (
          <Loaded performance={data.performance} chart={geometry.data} />
        ) : (
          !failure && <CheckoutSkeleton />
        )}
      </div>
    </RequireSignIn>
  );
}

function Loaded({ performance, chart }: { performance: PerformanceDetail; chart: ChartGeometry }) {
  const { t } = useTranslation();
  const placeOf = useMemo(() => placesOf(chart, performance), [chart, performance]);
  const channel = useSeatChannel(performance.id);
  const known = useHoldsKnown(channel);
  const live = useHolds(channel);
  // Once ordered they are holds no more, and the page must not say so while it is leaving.
  const [ordered, setOrdered] = useState<readonly WireHold[]>();
  const holds = ordered ?? live;
  const { choices } = usePriceChoices(performance.id);
  const words = useSeatWords(performance.currency);
  useKeepHolds(channel);
  const seats = mySeats(holds, performance, placeOf, choices);
  if (seats.length > 0) {
    const offsetMs = (channel?.serverNow() ?? Date.now()) - Date.now();
    return (
      <CheckoutForm
        {...{ performance, holds, seats, words, offsetMs }}
        limit={timeLimit(holds)}
        onOrdering={(busy) => {
          setOrdered(busy ? holds : undefined);
        }}
      />
    );
  }
  if (!known) return <CheckoutSkeleton />;
  return (
    <div className="stack">
      <PendingOrderNotice performanceId={performance.id} />
      <StateBox
        icon={<Armchair size={36} aria-hidden />}
        title={t('checkout.emptyTitle')}
        body={t('checkout.emptyBody')}
      >
        <Link className="button button-primary" to={`/performances/${String(performance.id)}`}>
          {t('checkout.backToSeats')}
        </Link>
      </StateBox>
    </div>
  );
}

function placesOf(
  chart: ChartGeometry,
  performance: PerformanceDetail,
): (seat: number) => SeatPlace | undefined {
  const seats = listSeats(chart);
  const ranks = gradeRanks(chart, performance);
  return (index) => {
    const seat = seats[index];
    return seat && { area: seat.area, number: seat.number, rank: ranks[index] ?? -1 };
  };
}
