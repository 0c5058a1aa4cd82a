import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SearchRepository } from '../../catalog/index.ts';
import { createEventIndex } from './event-index.ts';
import type { EventIndex } from './event-index.ts';

const PAGE = 500;
/** So many events are read into the index before requests have their turn. */
const A_TURN = 25;

/** Reads the whole catalogue; undefined when it was given up. */
export async function buildIndex(
  repository: Pick<SearchRepository, 'documents'>,
  givenUp: () => boolean = () => false,
): Promise<EventIndex | undefined> {
  const index = createEventIndex();
  for (let after = 0; ;) {
    const documents = await repository.documents(after, PAGE);
    for (const [place, document] of documents.entries()) {
      index.add(document);
      if (place % A_TURN === 0) await nextTurn();
      if (givenUp()) return undefined;
    }
    if (documents.length < PAGE) return index;
    after = documents.at(-1)?.id ?? after;
  }
}
