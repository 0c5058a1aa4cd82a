import { useQuery } from '@tanstack/react-query';
import type { HumanCheckInfo } from '@ticket-flow/client';
import { useState } from 'react';
import { useServices } from '../services.ts';

export interface HumanAnswer {
  /** What goes along with the request; undefined while the check has not been answered. */
  readonly response: string | undefined;
  /** A check is shown, and waits for its answer. */
  readonly isMissing: boolean;
  /** Shows the check anew: an answer counts once. */
  readonly again: () => void;
  /** For `HumanCheckField`. */
  readonly field: {
    readonly info: HumanCheckInfo | undefined;
    readonly round: number;
    readonly onAnswer: (response: string | undefined) => void;
  };
}

/** The answer of the check that a person is asking, where the server has one and `shown` says so. */
export function useHumanAnswer(shown: boolean): HumanAnswer {
  const { client } = useServices();
  const [response, setResponse] = useState<string>();
  const [round, setRound] = useState(0);
  const { data } = useQuery({
    queryKey: ['human-check'],
    queryFn: ({ signal }) => client.humanCheck({ signal }),
    staleTime: Infinity,
    enabled: shown,
  });
  const info = shown ? data : undefined;
  const isAsked = info !== undefined && info.kind !== 'off';
  return {
    response: isAsked ? response : undefined,
    isMissing: isAsked && response === undefined,
    again: () => {
      setResponse(undefined);
      setRound((before) => before + 1);
    },
    field: { info, round, onAnswer: setResponse },
  };
}
