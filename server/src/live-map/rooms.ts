/** Names of Socket.IO's rooms. */
export const performanceRoom = (performanceId: number): string => `p:${String(performanceId)}`;
export const holderRoom = (holder: string): string => `h:${holder}`;
