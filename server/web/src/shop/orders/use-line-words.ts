import type { OrderDetail } from '@ticket-flow/client';
import { usePerformance } from '../queries.ts';

export interface LineWords {
  readonly grade: string;
  readonly priceType: string | undefined;
}

/** Names of a seat's grade and price type, in the reader's language once they are known. */
export function useLineWords(order: OrderDetail): (seat: number) => LineWords {
  const performance = usePerformance(order.performanceId).data?.performance;
  return (seat) => {
    const line = order.lines.find((one) => one.seat === seat);
    const grade = performance?.grades.find(({ code }) => code === line?.grade);
    const priceType = performance?.priceTypes.find(({ code }) => code === line?.priceType);
    return { grade: grade?.name ?? line?.grade ?? '', priceType: priceType?.name };
  };
}
