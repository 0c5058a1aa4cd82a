import type { Words } from '../words/words.ts';
import { button, make } from './dom.ts';

/** What stands in the map's place until it is there: that it is coming, or that it could not. */
export interface Cover {
  readonly element: HTMLElement;
  waiting(say: Words['say']): void;
  failed(say: Words['say'], retry: () => void): void;
}

export function createCover(): Cover {
  const element = make('div', { class: 'cover', role: 'status' });
  return {
    element,
    waiting: (say) => {
      element.replaceChildren(make('i', { class: 'spinner' }), say('map.loading'));
    },
    failed: (say, retry) => {
      element.replaceChildren(
        make('p', {}, [say('map.failed')]),
        button({ class: 'small' }, [say('map.retry')], retry),
      );
    },
  };
}
