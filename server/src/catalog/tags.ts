/** What a read of the catalogue depends on, and a change of it names. */
export const CATEGORIES_TAG = 'categories';
/** Which events there are, and in which order. */
export const EVENTS_TAG = 'events';

export function eventTag(id: number): string {
  return `event:${String(id)}`;
}

export function venueTag(id: number): string {
  return `venue:${String(id)}`;
}

export function performanceTag(id: number): string {
  return `performance:${String(id)}`;
}

/** A performance shows on its own page, on its event's, and in lists of events. */
export function tagsOfPerformance(id: number, eventId: number): string[] {
  return [performanceTag(id), eventTag(eventId)];
}
