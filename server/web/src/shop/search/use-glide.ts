import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

const GLIDE_MS = 250;

/** Entries of a list that change places glide to the new ones, unless a person wants no motion. */
export function useGlide<T extends HTMLElement>(shown: unknown): RefObject<T | null> {
  const list = useRef<T>(null);
  const places = useRef(new Map<Element, DOMRect>());
  useLayoutEffect(() => {
    const before = places.current;
    const entries = [...(list.current?.children ?? [])];
    places.current = new Map(entries.map((entry) => [entry, entry.getBoundingClientRect()]));
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const [entry, place] of places.current) {
      const was = before.get(entry);
      const [x, y] = [(was?.left ?? place.left) - place.left, (was?.top ?? place.top) - place.top];
      if (x === 0 && y === 0) continue;
      const from = `translate(${String(x)}px, ${String(y)}px)`;
      entry.animate({ transform: [from, 'none'] }, { duration: GLIDE_MS, easing: 'ease-out' });
    }
  }, [shown]);
  return list;
}
