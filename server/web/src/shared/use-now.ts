import { useEffect, useState } from 'react';

/** The device's clock, told anew every `everyMs`; `false` lets it rest. */
export function useNow(everyMs: number | false = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (everyMs === false) return;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return now;
}
