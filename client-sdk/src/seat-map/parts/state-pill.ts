import type { MapContext } from '../model/state.ts';
import { closing, make, put, write } from './dom.ts';
import type { Part } from './dom.ts';

const MINUTE = 60;

/** Whether the map can be believed, and how old it is when it can't. */
export function createStatePill({ store, channel }: Pick<MapContext, 'store' | 'channel'>): Part {
  const text = make('span', { role: 'status' });
  const age = make('span', { class: 'age' });
  const element = make('div', { class: 'pill' }, [make('i'), text, age]);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const update = (): void => {
    clearTimeout(timer);
    const { words } = store.state;
    // The browser knows of a lost network long before the socket's silence says so.
    const isCut = !navigator.onLine && channel.state !== 'connecting';
    const state = isCut ? 'offline' : channel.state;
    const seconds = Math.max(0, Math.round((Date.now() - channel.confirmedAt) / 1_000));
    const isOld = channel.confirmedAt > 0 && (state === 'stale' || state === 'offline');
    put(element, { 'data-state': state });
    write(text, words.say(`state.${state}`));
    write(age, isOld ? ageWords(seconds) : '');
    if (isOld) timer = setTimeout(update, 1_000);
  };
  const ageWords = (seconds: number): string => {
    const { words } = store.state;
    if (seconds < MINUTE) return words.say('state.age', { seconds });
    return words.say('state.ageMinutes', { minutes: words.number(Math.floor(seconds / MINUTE)) });
  };
  window.addEventListener('online', update);
  window.addEventListener('offline', update);
  return {
    element,
    close: closing(
      store.watch(['words'], update),
      channel.on('state', update),
      () => {
        clearTimeout(timer);
      },
      () => {
        window.removeEventListener('online', update);
        window.removeEventListener('offline', update);
      },
    ),
  };
}
