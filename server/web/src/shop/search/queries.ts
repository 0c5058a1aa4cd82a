import type { PopularTerms } from '@ticket-flow/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocale } from '../../shared/i18n/index.ts';
import { useServices } from '../../shared/services.ts';

const PAGE = 24;
const PAUSE_MS = 120;

export function useResults(q: string) {
  const { client } = useServices();
  const { locale } = useLocale();
  return useInfiniteQuery({
    queryKey: ['search', locale, q],
    queryFn: ({ pageParam: page, signal }) =>
      client.search.events({ q, page, pageSize: PAGE }, { signal }),
    initialPageParam: 1,
    getNextPageParam: ({ total, page, pageSize }) =>
      page * pageSize < total ? page + 1 : undefined,
    enabled: q !== '',
  });
}

/** What may be meant, once the typing has paused; until then what was there before. */
export function useSuggestions(typed: string) {
  const { client } = useServices();
  const { locale } = useLocale();
  const q = usePaused(typed.trim());
  return useQuery({
    queryKey: ['suggestions', locale, q],
    queryFn: ({ signal }) => client.search.suggest(q, { signal }),
    enabled: q !== '',
    staleTime: 60_000,
    retry: false,
    placeholderData: (previous) => (q === '' ? undefined : previous),
  });
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setPaused(value);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return paused;
}

/** The ranking as it is now. */
export function usePopularTerms() {
  const { client } = useServices();
  return useQuery({
    queryKey: ['popular-terms'],
    queryFn: ({ signal }) => client.search.popular({ signal }),
    retry: false,
  });
}

/** The ranking as it goes on. */
export function useLivePopularTerms(): PopularTerms | undefined {
  const { client } = useServices();
  const [terms, setTerms] = useState<PopularTerms>();
  useEffect(() => client.search.onPopular(setTerms), [client]);
  return terms;
}
