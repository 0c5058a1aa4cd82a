import { useEffect, useState } from 'react';

/** Where this tab saw the person first in this line, to show how far they have come since. */
export function useFirstPosition(line: string, position: number): number {
  const key = `ticket-flow.line.${line}`;
  const [first, setFirst] = useState(() => Math.max(read(key) ?? 0, position));
  useEffect(() => {
    // Whoever left and came again is further back than before.
    if (position > first) setFirst(position);
    write(key, Math.max(first, position));
  }, [key, first, position]);
  return Math.max(first, position);
}

function read(key: string): number | undefined {
  try {
    return Number(sessionStorage.getItem(key) ?? 0);
  } catch {
    return undefined;
  }
}

function write(key: string, position: number): void {
  try {
    sessionStorage.setItem(key, String(position));
  } catch {
    // Without storage the way begins anew with each page.
  }
}
