import type { SeatChannel } from '@ticket-flow/client';
import { useEffect, useState } from 'react';

/** Whether "no holds" means that there are none, and not that the answer is still on its way. */
export function useHoldsKnown(channel: SeatChannel | undefined): boolean {
  const [known, setKnown] = useState(false);
  useEffect(() => {
    if (!channel) return;
    let current = true;
    const learn = async (): Promise<void> => {
      await channel.ready().catch(() => undefined);
      await channel.refreshHolds().catch(() => undefined);
      if (current) setKnown(true);
    };
    void learn();
    return () => {
      current = false;
    };
  }, [channel]);
  return known;
}
