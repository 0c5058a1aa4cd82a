import { TicketFlowError } from '@ticket-flow/client';
import type { ErrorDetails } from '@ticket-flow/client';
import type { TFunction } from 'i18next';

/** What happened, in words a person can act on; seats are named as the server named them. */
export function explain(error: unknown, t: TFunction): string {
  if (!(error instanceof TicketFlowError)) return t('problem.OTHER');
  const { code, details } = error;
  switch (code) {
    case 'TAKEN':
    case 'CHANNEL':
    case 'ORPHAN':
      return explainSeats(code, details, t);
    case 'LIMIT':
      return t('problem.LIMIT', { limit: details.limit ?? 0 });
    case 'AREA_FULL':
      return details.free ? t('problem.AREA_FULL', { free: details.free }) : t('problem.AREA_NONE');
    case 'INVALID':
      return explainField(details, t);
    case 'RATE_LIMITED':
    case 'COOLING_DOWN':
      return explainWait(code, details, t);
    case 'UNAUTHENTICATED':
    case 'TOKEN_EXPIRED':
    case 'TOKEN_REUSED':
      return t('problem.UNAUTHENTICATED');
    case 'UNAVAILABLE':
    case 'BEHIND':
      return t('problem.UNAVAILABLE');
    case 'NOT_FOUND':
    case 'FORBIDDEN':
      return t('problem.NOT_FOUND');
    case 'NETWORK':
    case 'ABORTED':
      return t('problem.NETWORK');
    case 'BAD_CREDENTIALS':
    case 'EMAIL_TAKEN':
    case 'CLOSED':
    case 'NOT_ADMITTED':
    case 'EMAIL_NOT_VERIFIED':
    case 'GONE':
    case 'WRONG_STATE':
    case 'AMOUNT_MISMATCH':
    case 'IN_PROGRESS':
    case 'DECLINED':
    case 'NOT_REFUNDABLE':
    case 'REFUND_ACCOUNT_NEEDED':
    case 'LINK_EXPIRED':
    case 'HUMAN_CHECK':
      return t(`problem.${code}`);
    default:
      return t('problem.OTHER');
  }
}

function explainSeats(code: 'TAKEN' | 'CHANNEL' | 'ORPHAN', details: ErrorDetails, t: TFunction) {
  const seats = (details.seats ?? []).map(({ label }) => label).join(', ');
  if (code === 'ORPHAN') return t('problem.ORPHAN', { seats });
  return seats === '' ? t(`problem.${code}_PLAIN`) : t(`problem.${code}`, { seats });
}

function explainWait(
  code: 'RATE_LIMITED' | 'COOLING_DOWN',
  { retryAfterMs }: ErrorDetails,
  t: TFunction,
): string {
  if (retryAfterMs === undefined) return t('problem.RATE_LIMITED_PLAIN');
  // Two at least, so that no language needs a singular; nobody is too late for a second more.
  const seconds = Math.max(2, Math.ceil(retryAfterMs / 1000));
  const wait =
    seconds < 100
      ? t('problem.seconds', { seconds })
      : t('problem.minutes', { minutes: Math.ceil(seconds / 60) });
  return t(`problem.${code}`, { wait });
}

function explainField({ field }: ErrorDetails, t: TFunction): string {
  const last = field?.split('.').at(-1);
  const name = FIELDS.find((known) => known === last);
  return name ? t('problem.INVALID_FIELD', { field: t(`field.${name}`) }) : t('problem.INVALID');
}

const FIELDS = [
  ...(['email', 'password', 'name', 'phone'] as const),
  ...(['bank', 'accountNumber', 'accountHolder'] as const),
] as const;

export function hasCode(error: unknown, ...codes: readonly string[]): error is TicketFlowError {
  return error instanceof TicketFlowError && codes.includes(error.code);
}
