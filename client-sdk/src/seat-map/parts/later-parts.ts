import { createListView } from '../list/list-view.ts';
import type { ListView } from '../list/list-view.ts';
import type { MapContext } from '../model/state.ts';
import { createAreaDialog } from './area-dialog.ts';
import { createCard } from './card.ts';
import type { Part } from './dom.ts';
import { laterStyles } from './styles-later.ts';
import { listStyles } from './styles-list.ts';

export { createMinimap } from '../canvas/minimap.ts';
export { createStatePill } from './state-pill.ts';

export interface LaterParts {
  readonly list: ListView;
  /** All of them, the list too, in their order on the stage. */
  readonly parts: readonly Part[];
  readonly styles: string;
}

/** What a first picture does without: a file of its own in the package. */
export function createLaterParts(context: MapContext): LaterParts {
  const list = createListView(context);
  return {
    list,
    parts: [createCard(context), list, createAreaDialog(context)],
    styles: laterStyles + listStyles,
  };
}
