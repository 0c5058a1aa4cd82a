import { gradePaint, markPath } from '@ticket-flow/client/seat-map';
import { useSyncExternalStore } from 'react';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(changed: () => void): () => void {
  dark.addEventListener('change', changed);
  return () => {
    dark.removeEventListener('change', changed);
  };
}

/** A grade's colour and outline as on the map. */
export function GradeMark({ color, rank }: { color: string; rank: number }) {
  const isDark = useSyncExternalStore(subscribe, () => dark.matches);
  const { fill } = gradePaint(color, isDark ? '#0f1017' : '#f7f7fa');
  return (
    <svg className="grade-mark" viewBox="-10 -10 20 20" width="18" height="18" aria-hidden>
      <path d={markPath(rank, 7.6)} fill={fill} strokeLinejoin="round" />
    </svg>
  );
}
