import { useEffect, useState } from 'react';

/** The server's time, told anew when its second turns. */
export function useRoomTime(now: () => number): number {
  const [time, setTime] = useState(now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      const current = now();
      setTime(current);
      timer = setTimeout(tick, 1_000 - (current % 1_000) + 10);
    };
    tick();
    return () => {
      clearTimeout(timer);
    };
  }, [now]);
  return time;
}
