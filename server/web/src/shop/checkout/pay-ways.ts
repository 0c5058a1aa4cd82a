import type { PaymentProvider } from '@ticket-flow/client';
import { readStorage, writeStorage } from '../../shared/i18n/index.ts';

/** A way to pay that a buyer may choose: a provider, and for Toss's window the method in it. */
export interface PayWay {
  readonly provider: string;
  readonly method?: TossMethod;
}

export type TossMethod = 'CARD' | 'VIRTUAL_ACCOUNT';

const REMEMBERED = 'ticket-flow.pay-way';

export function payWays(providers: readonly PaymentProvider[]): PayWay[] {
  return providers.flatMap(({ provider }): PayWay[] =>
    provider === 'toss'
      ? [
          { provider, method: 'CARD' },
          { provider, method: 'VIRTUAL_ACCOUNT' },
        ]
      : [{ provider }],
  );
}

/** Names a way in storage and in forms. */
export function keyOf({ provider, method }: PayWay): string {
  return method === undefined ? provider : `${provider}:${method}`;
}

/** The one chosen last time, if it is still there; else the first. */
export function preferredWay(ways: readonly PayWay[]): PayWay | undefined {
  const remembered = readStorage(REMEMBERED);
  return ways.find((way) => keyOf(way) === remembered) ?? ways[0];
}

export function rememberWay(way: PayWay): void {
  writeStorage(REMEMBERED, keyOf(way));
}
