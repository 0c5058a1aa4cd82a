import { useQueryClient } from '@tanstack/react-query';
import type { QueryCache } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

const LOOK_AGAIN_MS = 10_000;

/** What is on the page was read by the server while it could still ask its database. */
export function OldBanner() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache]);
  const isOld = useSyncExternalStore(subscribe, () => oldIn(cache).length > 0);
  useEffect(() => {
    if (!isOld) return;
    const timer = setInterval(() => {
      for (const query of oldIn(cache)) void query.fetch().catch(() => undefined);
    }, LOOK_AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [cache, isOld]);
  if (!isOld) return null;
  return (
    <div className="offline-banner" role="status" data-testid="old-banner">
      <History size={18} aria-hidden />
      {t('common.old')}
    </div>
  );
}

interface Aged {
  readonly staleSince?: number;
  /** Where the clock was noted beside it. */
  readonly performance?: Aged;
}

/** What is shown now and is old. */
function oldIn(cache: QueryCache) {
  return cache.findAll({ type: 'active' }).filter(({ state }) => {
    const data = state.data as Aged | undefined;
    return (data?.staleSince ?? data?.performance?.staleSince) !== undefined;
  });
}
