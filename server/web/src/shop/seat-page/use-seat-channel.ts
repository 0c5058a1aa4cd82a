import type { ChannelState, SeatChannel, WireHold } from '@ticket-flow/client';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useServices, useSession } from '../../shared/services.ts';

/** The live map of a performance for as long as the page is shown. */
export function useSeatChannel(performanceId: number): SeatChannel | undefined {
  const { client } = useServices();
  const session = useSession();
  const userId = session.status === 'signedIn' ? session.user.id : undefined;
  const [channel, setChannel] = useState<SeatChannel>();
  useEffect(() => {
    const opened = client.seatChannel(performanceId);
    setChannel(opened);
    return () => {
      opened.close();
      setChannel(undefined);
    };
  }, [client, performanceId]);
  useEffect(() => {
    if (channel && userId !== undefined) void channel.refreshHolds().catch(() => undefined);
  }, [channel, userId]);
  return channel;
}

const NO_HOLDS: readonly WireHold[] = [];
const nothing = (): void => undefined;

export function useHolds(channel: SeatChannel | undefined): readonly WireHold[] {
  const subscribe = useCallback(
    (changed: () => void) => channel?.on('holds', changed) ?? nothing,
    [channel],
  );
  return useSyncExternalStore(subscribe, () => channel?.holds ?? NO_HOLDS);
}

export function useChannelState(channel: SeatChannel | undefined): ChannelState {
  const subscribe = useCallback(
    (changed: () => void) => channel?.on('state', changed) ?? nothing,
    [channel],
  );
  return useSyncExternalStore(subscribe, () => channel?.state ?? 'connecting');
}
