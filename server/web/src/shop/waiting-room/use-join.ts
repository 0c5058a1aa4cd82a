import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explain, hasCode } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';
import type { RoomNow } from './use-waiting-room.ts';

export interface Joining {
  readonly join: (human?: string) => Promise<void>;
  readonly isJoining: boolean;
  /** What went wrong, in words. */
  readonly problem: string | undefined;
  /** A check that a person is asking is wanted. */
  readonly wantsHuman: boolean;
}

/** Takes a place when somebody asks for one. */
export function useJoin({ waitingRoom }: RoomNow): Joining {
  const { t } = useTranslation();
  const { session } = useServices();
  const [isJoining, setJoining] = useState(false);
  const [error, setError] = useState<unknown>();
  const join = async (human?: string): Promise<void> => {
    if (!waitingRoom) return;
    setJoining(true);
    setError(undefined);
    try {
      await waitingRoom.join({ human });
    } catch (caught) {
      setError(caught);
      // The page knew less than the server does.
      if (hasCode(caught, 'EMAIL_NOT_VERIFIED')) await session.reload().catch(() => undefined);
      if (hasCode(caught, 'CLOSED')) await waitingRoom.look().catch(() => undefined);
    } finally {
      setJoining(false);
    }
  };
  const wantsHuman = hasCode(error, 'HUMAN_CHECK');
  const problem = error === undefined ? undefined : explain(error, t);
  return { join, isJoining, problem, wantsHuman };
}
