import type { MapContext } from '../model/state.ts';
import { make } from '../parts/dom.ts';
import type { ListView } from './list-view.ts';

/** The map's first picture comes first. */
const AFTER_MS = 250;

/**
 * The list, fetched once the map is painted, or at once when it is asked for. What is wanted of it
 * meanwhile is done when it is there.
 */
export function createLateList(context: MapContext): ListView {
  const { store } = context;
  const element = make('div', { class: 'list-place' });
  let loading: Promise<ListView | undefined> | undefined;
  let close: (() => void) | undefined;
  let closed = false;

  const load = (): Promise<ListView | undefined> => (loading ??= fetchList().catch(failed));

  async function fetchList(): Promise<ListView | undefined> {
    const { createListView, listStyles } = await import('./list-part.ts');
    if (closed) return undefined;
    adopt(element.getRootNode(), listStyles);
    const list = createListView(context);
    close = list.close;
    element.append(list.element);
    return list;
  }

  /** Fetched again when it is wanted again. */
  function failed(): undefined {
    loading = undefined;
    if (store.state.view === 'map') return undefined;
    const text = store.state.words.say('problem.NETWORK');
    store.set({ view: 'map', notice: { text, tone: 'loss', actions: [] } });
    return undefined;
  }

  const later = setTimeout(() => void load(), AFTER_MS);
  const stop = store.watch(['view'], ({ view }) => {
    if (view === 'list') void load();
  });
  const then = (what: (list: ListView) => void): void => {
    void load().then((list) => {
      if (list && !closed) what(list);
    });
  };
  return {
    element,
    focus: () => {
      then((list) => {
        list.focus();
      });
    },
    focusSeat: (seat) => {
      then((list) => {
        list.focusSeat(seat);
      });
    },
    focusSection: (section) => {
      then((list) => {
        list.focusSection(section);
      });
    },
    close: () => {
      closed = true;
      clearTimeout(later);
      stop();
      close?.();
    },
  };
}

function adopt(root: Node, css: string): void {
  if (!(root instanceof ShadowRoot)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}
