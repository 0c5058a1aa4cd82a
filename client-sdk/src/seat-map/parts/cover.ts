import type { TicketFlowError } from '../../errors.ts';
import { explain } from '../words/words.ts';
import type { Words } from '../words/words.ts';
import { button, make, put } from './dom.ts';

/** What stands in the map's place until it is there: that it is coming, or that it could not. */
export interface Cover {
  readonly element: HTMLElement;
  /** Says why, where there are words already, and offers to try again where that may help. */
  failed(say: Words['say'] | undefined, error: TicketFlowError, retry: () => void): void;
}

export function createCover(): Cover {
  const element = make('div', { class: 'cover', role: 'status', 'aria-busy': 'true' }, [
    make('i', { class: 'spinner' }),
  ]);
  return {
    element,
    failed: (say, error, retry) => {
      // The page itself is refused: nothing that its visitor could do would change that.
      const isFinal = error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND';
      const told = say && [
        make('strong', {}, [say('map.failed')]),
        make('p', {}, [error.code === 'FORBIDDEN' ? say('map.refused') : explain(error, say)]),
      ];
      const again = button({ class: 'small' }, [say?.('map.retry') ?? '↻'], retry);
      put(element, { 'aria-busy': undefined });
      element.replaceChildren(...(told ?? []), ...(isFinal ? [] : [again]));
    },
  };
}
