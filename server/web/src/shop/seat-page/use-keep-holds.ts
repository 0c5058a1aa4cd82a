import type { SeatChannel } from '@ticket-flow/client';
import { keepHolds } from '@ticket-flow/client/seat-map';
import { useEffect } from 'react';

/** Renews holds while the person is there; the seat map does that by itself. */
export function useKeepHolds(channel: SeatChannel | undefined): void {
  useEffect(() => (channel ? keepHolds(channel) : undefined), [channel]);
}
