import { MountedMap } from './mounted-map.ts';
import type { SeatMap, SeatMapOptions } from './options.ts';

/**
 * Shows a performance's seats, live, in an element of the page; it takes the element's size. What
 * it makes is inside of a shadow root, so neither side's styles reach the other; colours and font
 * follow the element's `--tf-…` properties.
 */
export function createSeatMap(container: HTMLElement, options: SeatMapOptions): SeatMap {
  return new MountedMap(container, options);
}
