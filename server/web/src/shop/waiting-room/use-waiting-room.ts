import { useQuery } from '@tanstack/react-query';
import type {
  ChannelState,
  RoomPlace,
  RoomStanding,
  TicketFlowError,
  WaitingRoom,
  WaitingRoomFacts,
} from '@ticket-flow/client';
import { useCallback, useEffect, useState } from 'react';
import { useServices, useSession } from '../../shared/services.ts';

export interface RoomNow {
  readonly waitingRoom: WaitingRoom | undefined;
  readonly room: WaitingRoomFacts | undefined;
  /** This account's; undefined for visitors, and before anything was told. */
  readonly place: RoomPlace | undefined;
  readonly state: ChannelState;
  /** Why nothing can be told; undefined as soon as something was. */
  readonly error: unknown;
  /** The server's clock: this device's own may be wrong. */
  readonly now: () => number;
  readonly retry: () => void;
}

const VIEW_EVERY_MS = 15_000;

interface Told {
  readonly standing: RoomStanding | undefined;
  readonly state: ChannelState;
  readonly error: TicketFlowError | undefined;
}
const NOTHING: Told = { standing: undefined, state: 'connecting', error: undefined };

/** The waiting room as it is now: by socket for accounts, read now and then for visitors. */
export function useWaitingRoom(performanceId: number): RoomNow {
  const { waitingRoom, told, look } = useRoom(performanceId);
  const isLive = told.standing !== undefined;
  const view = useRoomView(performanceId, !isLive);
  const seen = view.data;
  const now = useCallback(() => {
    if (isLive && waitingRoom) return waitingRoom.serverNow();
    return seen ? seen.serverNow + performance.now() - seen.at : Date.now();
  }, [isLive, waitingRoom, seen]);
  const room = told.standing?.room ?? seen?.room;
  return {
    ...{ waitingRoom, room, now },
    place: told.standing?.place,
    state: told.state,
    error: isLive ? undefined : (told.error ?? (room ? undefined : view.error)),
    retry: () => {
      look();
      void view.refetch();
    },
  };
}

function useRoom(performanceId: number) {
  const { client } = useServices();
  const session = useSession();
  const userId = session.status === 'signedIn' ? session.user.id : undefined;
  const [waitingRoom, setRoom] = useState<WaitingRoom>();
  const [told, setTold] = useState<Told>(NOTHING);
  useEffect(() => {
    if (userId === undefined) return;
    const room = client.waitingRoom(performanceId);
    const take = (error?: TicketFlowError): void => {
      setTold({ standing: room.standing, state: room.state, error });
    };
    room.on('standing', () => {
      take();
    });
    room.on('state', () => {
      take();
    });
    room.on('error', take);
    setRoom(room);
    setTold(NOTHING);
    room.look().catch(take);
    return () => {
      room.close();
      setRoom(undefined);
      setTold(NOTHING);
    };
  }, [client, performanceId, userId]);
  const look = useCallback(() => {
    setTold((before) => ({ ...before, error: undefined }));
    waitingRoom?.look().catch((error: TicketFlowError) => {
      setTold((before) => ({ ...before, error }));
    });
  }, [waitingRoom]);
  return { waitingRoom, told, look };
}

/** As everybody may see it, with when it was told by a clock that nobody sets. */
export function useRoomView(performanceId: number, enabled: boolean) {
  const { client } = useServices();
  return useQuery({
    queryKey: ['waiting-room', performanceId],
    queryFn: async ({ signal }) => {
      const view = await client.waitingRoomView(performanceId, { signal });
      return { ...view, at: performance.now() };
    },
    refetchInterval: VIEW_EVERY_MS,
    enabled,
  });
}
