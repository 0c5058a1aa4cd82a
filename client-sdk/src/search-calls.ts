import type { CallOptions } from './client-options.ts';
import type { Connection } from './connection.ts';
import type { EventPage, Locale, PopularTerms, SearchSuggestions } from './protocol/index.ts';
import type { Rest } from './rest.ts';

export interface SearchQuery {
  readonly q: string;
  /** From 1. @default 1 */
  readonly page?: number;
  /** @default 20 */
  readonly pageSize?: number;
}

/** Finding events, and what others look for. */
export class SearchCalls {
  readonly #rest: Rest;
  readonly #client: { readonly locale: Locale };
  readonly #connected: () => Connection;

  /** @internal It comes as `client.search`. */
  constructor(rest: Rest, client: { readonly locale: Locale }, connected: () => Connection) {
    this.#rest = rest;
    this.#client = client;
    this.#connected = connected;
  }

  /**
   * Events by title, people, venue or category, the best first. What a person looks for counts once
   * among the popular searches; while somebody still types, ask `suggest`.
   */
  events(query: SearchQuery, options: CallOptions = {}): Promise<EventPage> {
    const { locale } = this.#client;
    return this.#rest('/search', { query: { locale, ...query }, signedIn: true, ...options });
  }

  /** What may be meant by what was typed so far. */
  suggest(q: string, options: CallOptions = {}): Promise<SearchSuggestions> {
    const { locale } = this.#client;
    return this.#rest('/search/suggest', { query: { locale, q }, ...options });
  }

  /** The ranking now; `limit` is 10 unless told. */
  popular({ limit, ...options }: CallOptions & { readonly limit?: number } = {}) {
    return this.#rest<PopularTerms>('/search/popular', { query: { limit }, ...options });
  }

  /**
   * Told the ranking as soon as it is known, and whenever it has changed, also after the connection
   * was lost. Answers the unsubscribe function.
   */
  onPopular(listener: (terms: PopularTerms) => void): () => void {
    const connection = this.#connected();
    const watch = (): void => {
      // Without an answer it is asked again on the next connection.
      connection.request('popular:watch', {}).then(tell, () => undefined);
    };
    let ended = false;
    const tell = (terms: PopularTerms): void => {
      if (!ended) listener(terms);
    };
    connection.socket.on('popular:changed', tell);
    const stop = connection.on('ready', watch);
    if (connection.ready) watch();
    return () => {
      ended = true;
      stop();
      connection.socket.off('popular:changed', tell);
      if (connection.socket.hasListeners('popular:changed') || !connection.ready) return;
      connection.request('popular:unwatch', {}).catch(() => undefined);
    };
  }
}
