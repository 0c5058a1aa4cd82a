import type { ListView } from '../list/list-view.ts';
import type { MapContext } from '../model/state.ts';
import { hasFocus, make } from './dom.ts';
import type { Part } from './dom.ts';
import type { LaterParts } from './later-parts.ts';

export interface Later extends Part {
  readonly list: Omit<ListView, 'close' | 'element'>;
  /** Whether the focus is in the list. */
  hasFocus(): boolean;
}

/** The map's first picture comes first. */
const AFTER_MS = 250;

/**
 * The parts that are fetched once the map is painted, or at once when the list is asked for. What is
 * wanted of the list meanwhile is done when it is there.
 */
export function createLater(context: MapContext): Later {
  const { store } = context;
  const element = make('div', { class: 'later' });
  let loading: Promise<LaterParts | undefined> | undefined;
  let there: LaterParts | undefined;
  let closed = false;

  const load = (): Promise<LaterParts | undefined> => (loading ??= fetchParts().catch(failed));

  async function fetchParts(): Promise<LaterParts | undefined> {
    const { createLaterParts } = await import('./later-parts.ts');
    if (closed) return undefined;
    there = createLaterParts(context);
    adopt(element.getRootNode(), there.styles);
    element.append(...there.parts.map((part) => part.element));
    // A dialog can be opened only where it stands.
    const { openArea } = store.state;
    if (openArea !== undefined) {
      store.set({ openArea: undefined });
      store.set({ openArea });
    }
    return there;
  }

  /** Fetched again when it is wanted again. */
  function failed(): undefined {
    loading = undefined;
    const { view, openArea, words } = store.state;
    if (view === 'map' && openArea === undefined) return undefined;
    const notice = { text: words.say('problem.NETWORK'), tone: 'loss', actions: [] } as const;
    store.set({ view: 'map', openArea: undefined, notice });
    return undefined;
  }

  const later = setTimeout(() => void load(), AFTER_MS);
  const stop = store.watch(['view', 'openArea', 'pointing'], ({ view, openArea, pointing }) => {
    if (there) return;
    if (view === 'list' || openArea !== undefined || pointing) void load();
  });
  const withList = (what: (list: ListView) => void): void => {
    if (there) what(there.list);
    else void load().then((parts) => parts && !closed && what(parts.list));
  };
  return {
    element,
    hasFocus: () => there !== undefined && hasFocus(there.list.element),
    list: {
      focus: () => {
        withList((list) => {
          list.focus();
        });
      },
      focusSeat: (seat) => {
        withList((list) => {
          list.focusSeat(seat);
        });
      },
      focusSection: (section) => {
        withList((list) => {
          list.focusSection(section);
        });
      },
    },
    close: () => {
      closed = true;
      clearTimeout(later);
      stop();
      for (const { close } of there?.parts ?? []) close();
    },
  };
}

function adopt(root: Node, css: string): void {
  if (!(root instanceof ShadowRoot)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}
