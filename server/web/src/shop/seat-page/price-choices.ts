import { useCallback, useState } from 'react';
import type { PriceChoices } from './my-seats.ts';

/** Price types chosen for seats, kept for the tab: checkout and a reload find them again. */
export function usePriceChoices(performanceId: number) {
  const key = `ticket-flow.prices.${String(performanceId)}`;
  const [choices, setChoices] = useState<PriceChoices>(() => read(key));
  const choose = useCallback(
    (seat: number, priceType: string) => {
      setChoices((before) => {
        const after = { ...before, [String(seat)]: priceType };
        write(key, after);
        return after;
      });
    },
    [key],
  );
  return { choices, choose };
}

function read(key: string): PriceChoices {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as PriceChoices;
  } catch {
    return {};
  }
}

function write(key: string, choices: PriceChoices): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(choices));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
