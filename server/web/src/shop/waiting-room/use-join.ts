import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explain, hasCode } from '../../shared/explain.ts';
import { useHumanAnswer } from '../../shared/human-check/use-human-answer.ts';
import type { HumanAnswer } from '../../shared/human-check/use-human-answer.ts';
import { useServices } from '../../shared/services.ts';
import type { RoomNow } from './use-waiting-room.ts';

export interface Joining {
  readonly join: () => Promise<void>;
  readonly isJoining: boolean;
  /** What went wrong, in words. */
  readonly problem: string | undefined;
  /** Shown once the server has asked for it: most people never see it. */
  readonly human: HumanAnswer;
}

/** Takes a place when somebody asks for one. */
export function useJoin({ waitingRoom }: RoomNow): Joining {
  const { t } = useTranslation();
  const { session } = useServices();
  const [isJoining, setJoining] = useState(false);
  const [error, setError] = useState<unknown>();
  const [wantsHuman, setWantsHuman] = useState(false);
  const human = useHumanAnswer(wantsHuman);
  const join = async (): Promise<void> => {
    if (!waitingRoom) return;
    setJoining(true);
    setError(undefined);
    try {
      await waitingRoom.join({ human: human.response });
    } catch (caught) {
      setError(caught);
      human.again();
      if (hasCode(caught, 'HUMAN_CHECK')) setWantsHuman(true);
      // The page knew less than the server does.
      if (hasCode(caught, 'EMAIL_NOT_VERIFIED')) await session.reload().catch(() => undefined);
      if (hasCode(caught, 'CLOSED')) await waitingRoom.look().catch(() => undefined);
    } finally {
      setJoining(false);
    }
  };
  const problem = error === undefined ? undefined : explain(error, t);
  return { join, isJoining, problem, human };
}
