import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Choice } from './choices.ts';

interface Choosing {
  /** Place in the list of what the arrows have reached; -1: the field itself. */
  readonly active: number;
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

interface ChoosingOptions {
  readonly choices: readonly Choice[];
  readonly choose: (choice: Choice) => void;
  /** Escape where nothing is open. */
  readonly clear: () => void;
}

/** The keys of a field with a list under it. */
export function useChoosing({ choices, choose, clear }: ChoosingOptions): Choosing {
  const [wanted, setActive] = useState(-1);
  const [wantsOpen, setOpen] = useState(false);
  const isOpen = wantsOpen && choices.length > 0;
  const active = isOpen && wanted < choices.length ? wanted : -1;

  const close = (): void => {
    setOpen(false);
    setActive(-1);
  };
  const move = (by: 1 | -1): void => {
    setOpen(true);
    // Once round: past the last one is the field again.
    const places = choices.length + 1;
    setActive(((active + 1 + by + places) % places) - 1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys that put a syllable together are not meant for us.
    if (event.nativeEvent.isComposing) return;
    const chosen = choices[active];
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && chosen) choose(chosen);
    else if (event.key === 'Escape' && isOpen) close();
    else if (event.key === 'Escape') clear();
    else return;
    event.preventDefault();
  };
  const open = (): void => {
    setOpen(true);
    setActive(-1);
  };
  return { active, isOpen, open, close, onKeyDown };
}
