import type { Transaction } from 'sequelize';

/**
 * What `seats` must know of the orders behind its claims; handed in by compose, because orders
 * stand above seats.
 */
export interface OwnerLookup {
  /** Holder of each order and whether its seats are sold, read in the rebuild's transaction. */
  describe(
    tx: Transaction,
    orderIds: readonly string[],
  ): Promise<Map<string, { readonly holder: string; readonly sold: boolean }>>;
  /**
   * PIN-3: makes sure that an order id can never come alive: leaves a tombstone, or finds the row.
   * `terminal` is the evidence on which the record may be freed.
   */
  bury(orderId: string): Promise<'live' | 'terminal'>;
}
