import { useQuery } from '@tanstack/react-query';
import { useLocale } from '../shared/i18n/index.ts';
import { useServices, useSession } from '../shared/services.ts';

/** What pages read, in one place, so that the same thing has the same key everywhere. */
export function useCategories() {
  const { client } = useServices();
  const { locale } = useLocale();
  return useQuery({
    queryKey: ['categories', locale],
    queryFn: ({ signal }) => client.categories({ signal }),
    staleTime: 300_000,
  });
}

export function useEvents(category: string | undefined, pageSize: number) {
  const { client } = useServices();
  const { locale } = useLocale();
  return useQuery({
    queryKey: ['events', locale, category ?? '', pageSize],
    queryFn: ({ signal }) => client.events({ ...(category && { category }), pageSize }, { signal }),
    placeholderData: (previous) => previous,
  });
}

export function useEvent(slug: string) {
  const { client } = useServices();
  const { locale } = useLocale();
  return useQuery({
    queryKey: ['event', locale, slug],
    queryFn: ({ signal }) => client.event(slug, { signal }),
    placeholderData: (previous, query) => (query?.queryKey[2] === slug ? previous : undefined),
  });
}

export function usePerformance(id: number | undefined) {
  const { client } = useServices();
  const { locale } = useLocale();
  return useQuery({
    queryKey: ['performance', locale, id],
    queryFn: async ({ signal }) => {
      const performance = await client.performance(id ?? 0, { signal });
      return { performance, clockOffsetMs: performance.serverNow - Date.now() };
    },
    enabled: id !== undefined,
    // The same one in another language: what is on the screen stays until the new words are there.
    placeholderData: (previous, query) => (query?.queryKey[2] === id ? previous : undefined),
  });
}

export function useGeometry(geometryUrl: string | undefined) {
  const { client } = useServices();
  return useQuery({
    queryKey: ['geometry', geometryUrl],
    queryFn: ({ signal }) => client.geometry({ geometryUrl: geometryUrl ?? '' }, { signal }),
    enabled: geometryUrl !== undefined,
    staleTime: Infinity,
  });
}

export function useAvailability(performanceId: number | undefined) {
  const { client } = useServices();
  return useQuery({
    queryKey: ['availability', performanceId],
    queryFn: ({ signal }) => client.availability(performanceId ?? 0, { signal }),
    enabled: performanceId !== undefined,
    refetchInterval: 5_000,
  });
}

export function useOrders() {
  const { client } = useServices();
  const { locale } = useLocale();
  const session = useSession();
  const userId = session.status === 'signedIn' ? session.user.id : undefined;
  return useQuery({
    queryKey: ['orders', locale, userId],
    queryFn: ({ signal }) => client.orders({ signal }),
    enabled: userId !== undefined,
    placeholderData: (previous, query) => (query?.queryKey[2] === userId ? previous : undefined),
  });
}

export function usePaymentProviders() {
  const { client } = useServices();
  return useQuery({
    queryKey: ['payment-providers'],
    queryFn: ({ signal }) => client.paymentProviders({ signal }),
    staleTime: 300_000,
  });
}

/** One order with the difference between the server's clock and ours. */
export function useOrder(id: string, pollMs: number | false = false) {
  const { client } = useServices();
  const { locale } = useLocale();
  const session = useSession();
  return useQuery({
    queryKey: ['order', locale, id],
    queryFn: async ({ signal }) => {
      const order = await client.order(id, { signal });
      return { order, clockOffsetMs: order.serverNow - Date.now() };
    },
    enabled: session.status === 'signedIn',
    placeholderData: (previous, query) => (query?.queryKey[2] === id ? previous : undefined),
    refetchInterval: pollMs,
  });
}
