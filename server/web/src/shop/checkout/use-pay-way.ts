import { useState } from 'react';
import { usePaymentProviders } from '../queries.ts';
import { keyOf, payWays, preferredWay, rememberWay } from './pay-ways.ts';
import type { PayWay } from './pay-ways.ts';

export interface PayWayChoice {
  readonly ways: readonly PayWay[];
  /** Undefined while the ways are not known: the server then takes its first. */
  readonly way: PayWay | undefined;
  readonly choose: (way: PayWay) => void;
}

export function usePayWay(): PayWayChoice {
  const ways = payWays(usePaymentProviders().data ?? []);
  const [chosen, setChosen] = useState<string>();
  return {
    ways,
    way: ways.find((way) => keyOf(way) === chosen) ?? preferredWay(ways),
    choose: (way) => {
      rememberWay(way);
      setChosen(keyOf(way));
    },
  };
}
