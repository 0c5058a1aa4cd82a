import type { Point } from '../../protocol/index.ts';

/** Where a pointer is in an element, in the element's own pixels: a page may have scaled it. */
export function placeIn(element: HTMLElement, event: MouseEvent): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return {
    x: ((event.clientX - left) * element.offsetWidth) / (width || 1),
    y: ((event.clientY - top) * element.offsetHeight) / (height || 1),
  };
}

/** The other way: where a place in an element is in the window. */
export function placeOnPage(element: HTMLElement, { x, y }: Point): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return {
    x: left + (x * width) / (element.offsetWidth || 1),
    y: top + (y * height) / (element.offsetHeight || 1),
  };
}
