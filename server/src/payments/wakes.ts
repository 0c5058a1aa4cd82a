import { unavailable } from '../platform/errors.ts';

/** Looks at an order's payment; `secret` is what an event knew, to be compared. */
export type Wake = (orderId: string, secret?: string) => Promise<void>;

/** Orders that are looked at at the same time. */
const MOST_ORDERS = 20;
/** Secrets that one look compares; a provider knows one, and sends it again. */
const MOST_SECRETS = 4;
const RETRY_MS = 3_000;

interface Round {
  /** Empty: an event came that needs none. */
  readonly secrets: Set<string>;
  open: boolean;
  readonly done: Promise<void>;
}

interface UnderWay {
  readonly now: Promise<void>;
  next?: Round;
}

/**
 * Wakes, one at a time for an order: whatever comes meanwhile joins into one further look after it.
 * Throws UNAVAILABLE when too many orders are under way; providers send again.
 */
export function createWakes(wake: Wake): Wake {
  const orders = new Map<string, UnderWay>();

  /** A look that needs no secret is all that those with one would be. */
  async function look(orderId: string, secrets: ReadonlySet<string>, open: boolean): Promise<void> {
    if (open) return wake(orderId);
    for (const secret of secrets) await wake(orderId, secret);
  }

  function begin(orderId: string, work: Promise<void>): Promise<void> {
    const underWay: UnderWay = { now: work };
    orders.set(orderId, underWay);
    return work.finally(() => {
      if (orders.get(orderId) === underWay && !underWay.next) orders.delete(orderId);
    });
  }

  function join(orderId: string, underWay: UnderWay, secret: string | undefined): Promise<void> {
    underWay.next ??= further(orderId, underWay);
    const { next } = underWay;
    if (secret === undefined) next.open = true;
    else if (!next.secrets.has(secret) && next.secrets.size >= MOST_SECRETS) throw busy();
    else next.secrets.add(secret);
    return next.done;
  }

  function further(orderId: string, { now }: UnderWay): Round {
    const secrets = new Set<string>();
    const round: Round = {
      secrets,
      open: false,
      done: now
        .catch(() => undefined)
        .then(() => begin(orderId, look(orderId, secrets, round.open))),
    };
    return round;
  }

  return async (orderId, secret) => {
    const underWay = orders.get(orderId);
    if (underWay) return join(orderId, underWay, secret);
    if (orders.size >= MOST_ORDERS) throw busy();
    return begin(orderId, wake(orderId, secret));
  };
}

function busy(): Error {
  return unavailable('Too many events are being followed up.', RETRY_MS);
}
