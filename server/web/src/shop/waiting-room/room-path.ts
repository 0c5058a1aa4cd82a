/** Where people wait for a performance. */
export function roomPath(performanceId: number): string {
  return `/performances/${String(performanceId)}/waiting-room`;
}
