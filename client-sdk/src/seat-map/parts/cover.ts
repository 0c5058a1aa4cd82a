import type { TicketFlowError } from '../../errors.ts';
import { explain } from '../words/words.ts';
import type { Words } from '../words/words.ts';
import { button, make } from './dom.ts';

/** What stands in the map's place until it is there: that it is coming, or that it could not. */
export interface Cover {
  readonly element: HTMLElement;
  waiting(say: Words['say']): void;
  /** Says why, and offers to try again where that may help. */
  failed(say: Words['say'], error: TicketFlowError, retry: () => void): void;
}

export function createCover(): Cover {
  const element = make('div', { class: 'cover', role: 'status' });
  return {
    element,
    waiting: (say) => {
      element.replaceChildren(make('i', { class: 'spinner' }), say('map.loading'));
    },
    failed: (say, error, retry) => {
      // The page itself is refused: nothing that its visitor could do would change that.
      const isRefused = error.code === 'FORBIDDEN';
      element.replaceChildren(
        make('strong', {}, [say('map.failed')]),
        make('p', {}, [isRefused ? say('map.refused') : explain(error, say)]),
        ...(isRefused ? [] : [button({ class: 'small' }, [say('map.retry')], retry)]),
      );
    },
  };
}
