/**
 * Who may import whom: the one table to edit when a feature is added or needs another one.
 * CONTRIBUTING.md tells the reasons, import-direction.js enforces the table.
 */

/**
 * Every feature folder of `server/src`, with the features whose `index.ts` it may import.
 * Orders stand a floor above the others and the audit a floor above orders: no list but the
 * audit's may lead to orders, and none to the audit.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const FEATURES = {
  seats: [],
  payments: [],
  outbox: [],
  charts: [],
  identity: ['outbox'],
  'waiting-room': ['seats', 'catalog', 'identity'],
  limits: [],
  'live-map': ['seats', 'catalog'],
  catalog: ['charts', 'seats'],
  'popular-search': ['catalog'],
  partners: [],
  'check-in': ['identity'],
  reports: ['catalog', 'identity'],
  orders: ['seats', 'payments', 'outbox', 'catalog', 'identity', 'live-map', 'charts'],
  audit: ['orders', 'seats', 'payments', 'catalog'],
};

/**
 * The feature whose repositories have a model to themselves; the others ask that one's service.
 * A test sees to it that every model of `db/src/models` is in one list.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const OWNED_MODELS = {
  identity: ['organisations', 'users', 'memberships', 'refreshTokens', 'accountTokens'],
  catalog: [
    ...['categories', 'categoryTexts', 'venues', 'venueTexts'],
    ...['events', 'eventTexts', 'eventCategories', 'performances'],
    ...['grades', 'gradeTexts', 'gradeCategories', 'seatGrades'],
    ...['priceTypes', 'priceTypeTexts', 'prices', 'refundPolicies'],
    ...['catalogueHead', 'catalogueChanges'],
  ],
  charts: ['charts'],
  seats: ['seatClaims', 'blocks', 'seatEpochs', 'seatEvents', 'seatLog'],
  orders: [
    ...['orders', 'orderLines', 'buyerContacts', 'orderLog', 'tickets'],
    ...['payments', 'paymentAttempts', 'refunds'],
  ],
  payments: ['sandboxPayments', 'sandboxRefunds'],
  outbox: ['outboxMessages'],
  'popular-search': ['searchDays', 'searchState'],
  'waiting-room': ['waitingRooms', 'arrivals', 'admissions', 'roomInvitations'],
  partners: ['partners', 'partnerKeys', 'partnerOrigins', 'partnerSigningKeys'],
};

/**
 * Features whose repositories may read every model, because they compare what the owners wrote.
 * They write nothing: the lint refuses a model's writing methods there.
 * @type {readonly string[]}
 */
export const READERS = ['audit'];

/** The floors of `server/src`, top first: imports run down or stay, never up. */
export const FLOORS = ['main', 'server', 'compose', 'audit', 'orders', 'features', 'platform'];

/** Code outside of tests that reads the environment: entry points, one file each. */
export const ENVIRONMENT_READERS = ['server/src/config.ts', 'db/src/cli.ts'];

/**
 * A chain of features that leads back to its start, or undefined when there is none.
 * @param {Readonly<Record<string, readonly string[]>>} features
 * @returns {string[] | undefined}
 */
export function findCircle(features) {
  /** @type {(path: string[]) => string[] | undefined} */
  const walk = (path) => {
    const last = path[path.length - 1] ?? '';
    if (path.indexOf(last) < path.length - 1) return path;
    for (const next of features[last] ?? []) {
      const circle = walk([...path, next]);
      if (circle) return circle;
    }
    return undefined;
  };
  for (const feature of Object.keys(features)) {
    const circle = walk([feature]);
    if (circle) return circle;
  }
  return undefined;
}
