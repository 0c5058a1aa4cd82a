/** What must never happen. S1 to S7 are the protocol's promises; H and L those of holds. */
export const PROPERTIES = {
  S1: 'two live tickets (or claims) for a seat',
  S2: 'charged, but in the end neither or both of ticket and refund',
  S3: 'a ticket without the charge',
  S4: 'a ghost seat in the end (seat store and claims disagree)',
  S4a: 'a claimed seat looks free, or another buyer holds it, on a current seat store',
  S5: 'charged twice',
  S6: 'a release took the seat from somebody else',
  S7: 'a live hold on an intact seat store was beaten to the seat',
  H1: 'a hold outlives its cap',
  L1: 'the count of a holder differs from the seats in holds and records',
  L2: 'a holder has more seats than the limit',
} as const;

export type Property = keyof typeof PROPERTIES;
export const ALL_PROPERTIES = Object.keys(PROPERTIES) as Property[];
