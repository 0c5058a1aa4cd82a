import type { PerformanceDetail } from '@ticket-flow/client';
import { MySeatsPanel } from './MySeatsPanel.tsx';
import { PendingOrderNotice } from './PendingOrderNotice.tsx';
import { RoomBar } from './RoomBar.tsx';
import { useSeatMap } from './use-seat-map.ts';

/** One performance's seats, live: the map or the list, and what this person holds. */
export function SeatRoom({ performance }: { readonly performance: PerformanceDetail }) {
  const { box, map } = useSeatMap(performance.id);
  return (
    <div className="seat-room">
      <RoomBar performance={performance} channel={map?.channel} />
      <PendingOrderNotice performanceId={performance.id} />
      <div ref={box} className="seat-stage" data-testid="seat-map" />
      <MySeatsPanel performance={performance} map={map} />
    </div>
  );
}
