import type { PerformanceDetail } from '@ticket-flow/client';
import type { RoomNow } from '../waiting-room/use-waiting-room.ts';
import { AdmissionStrip } from './AdmissionStrip.tsx';
import { MySeatsPanel } from './MySeatsPanel.tsx';
import { PendingOrderNotice } from './PendingOrderNotice.tsx';
import { RoomBar } from './RoomBar.tsx';
import { useSeatMap } from './use-seat-map.ts';

interface SeatRoomProps {
  readonly performance: PerformanceDetail;
  /** Where seats are chosen by way of a waiting room. */
  readonly admission?: RoomNow | undefined;
}

/** One performance's seats, live: the map or the list, and what this person holds. */
export function SeatRoom({ performance, admission }: SeatRoomProps) {
  const { box, map } = useSeatMap(performance.id);
  return (
    <div className="seat-room">
      <RoomBar performance={performance} channel={map?.channel} />
      {admission && <AdmissionStrip performance={performance} admission={admission} map={map} />}
      <PendingOrderNotice performanceId={performance.id} />
      <div ref={box} className="seat-stage" data-testid="seat-map" />
      <MySeatsPanel performance={performance} map={map} />
    </div>
  );
}
