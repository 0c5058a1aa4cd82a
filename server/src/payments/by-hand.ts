/** What a provider shows of a payment, in the smallest unit of its currency. */
export interface GivenBack {
  /** Given back without a mark of ours: somebody did it on the provider's own pages. */
  readonly byHand: number;
  readonly left: number;
}

/**
 * Whether a refund has been made by hand, as far as that is certain. Refunds are never more than the
 * payment in all. So nothing left means that every one of them has been made; and where exactly
 * this much went back and less is left than that, no second refund can mean the same money.
 */
export function isMadeByHand({ byHand, left }: GivenBack, amount: number): boolean {
  return left === 0 ? byHand >= amount : byHand === amount && left < amount;
}
