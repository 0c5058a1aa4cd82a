import type { LookName } from '../seat-map/looks.ts';

/** The marks of the map for the legend; the map itself draws them on its canvas. */
export function LookMark({ look }: { look: LookName }) {
  return (
    <svg className="grade-mark" viewBox="-10 -10 20 20" width="18" height="18" aria-hidden>
      {MARKS[look]}
    </svg>
  );
}

const cross = 'M-4-4L4 4M4-4L-4 4';

const MARKS = {
  free: <circle r="7.6" fill="var(--map-hollow)" />,
  mine: (
    <>
      <circle r="9" fill="var(--accent)" />
      <path
        d="M-4.4.4L-1 3.8L4.8-3.6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </>
  ),
  held: (
    <>
      <circle r="7" fill="none" stroke="var(--map-hollow)" strokeWidth="1.6" />
      <circle r="2" fill="var(--map-hollow)" />
    </>
  ),
  sold: <path d={cross} stroke="var(--map-faint)" strokeWidth="1.8" strokeLinecap="round" />,
  notForSale: <circle r="1.8" fill="var(--map-faint)" />,
  asking: <circle r="7" fill="none" stroke="var(--accent)" strokeWidth="3" />,
} as const;
