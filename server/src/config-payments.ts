type Env = Readonly<Record<string, string | undefined>>;

/** How money is taken. Each real provider is there when its keys are. */
export interface PaymentSettings {
  readonly toss:
    | {
        readonly secretKey: string;
        readonly clientKey: string;
        /** Absent: Toss's own. */
        readonly baseUrl?: string;
        readonly script?: string;
      }
    | undefined;
  readonly stripe:
    | {
        readonly secretKey: string;
        readonly webhookSecret: string;
        /** Absent: Stripe's own. */
        readonly baseUrl?: string;
      }
    | undefined;
  /** The sandbox provider, which moves no money; beside a real one only on request. */
  readonly sandboxPayments: boolean;
}

/** Adds to `problems` what is wrong, each by its variable. */
export function paymentSettings(env: Env, problems: string[]): PaymentSettings {
  const production = env['NODE_ENV'] === 'production';
  const demo = env['DEMO'] === '1';
  const toss = pair(env, 'TOSS_SECRET_KEY', 'TOSS_CLIENT_KEY', problems);
  const stripe = pair(env, 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', problems);
  const tossUrl = address(env, 'TOSS_BASE_URL', problems);
  const script = address(env, 'TOSS_SCRIPT_URL', problems);
  const stripeUrl = address(env, 'STRIPE_BASE_URL', problems);
  if (stripe && production && !env['PUBLIC_URL']) {
    problems.push('PUBLIC_URL is required with Stripe: its page comes back to it');
  }
  if (production && !demo && !toss && !stripe) {
    problems.push(
      'TOSS_SECRET_KEY or STRIPE_SECRET_KEY is required in production, unless DEMO=1 says that this is a demo',
    );
  }
  if (production && !demo && env['SANDBOX_PAYMENTS'] === '1') {
    problems.push('SANDBOX_PAYMENTS gives tickets away: DEMO=1 must say that this is a demo');
  }
  return {
    toss: toss && {
      secretKey: toss[0],
      clientKey: toss[1],
      ...(tossUrl !== undefined && { baseUrl: tossUrl }),
      ...(script !== undefined && { script }),
    },
    stripe: stripe && {
      secretKey: stripe[0],
      webhookSecret: stripe[1],
      ...(stripeUrl !== undefined && { baseUrl: stripeUrl }),
    },
    sandboxPayments: sandbox(env, { wanted: demo || !production, real: toss ?? stripe }, problems),
  };
}

/** Keys with which real money moves: `live_sk_…`, `live_gsk_…` at Toss, `sk_live_…`, `rk_live_…`. */
const LIVE_KEY = /^(live_|[sr]k_live)/;

/** Beside a real provider only on request, and never beside one that takes real money. */
function sandbox(
  env: Env,
  { wanted, real }: { wanted: boolean; real: unknown },
  problems: string[],
): boolean {
  const text = env['SANDBOX_PAYMENTS'];
  if (!text) return wanted && !real;
  const live = ['TOSS_SECRET_KEY', 'STRIPE_SECRET_KEY'].filter((name) =>
    LIVE_KEY.test(env[name] ?? ''),
  );
  if (text === '1' && live.length > 0) {
    problems.push(`SANDBOX_PAYMENTS=1 gives tickets away beside live keys: ${live.join(', ')}`);
  }
  if (text !== '0' && text !== '1') problems.push('SANDBOX_PAYMENTS must be 1 or 0');
  if (text === '0' && wanted && !real) {
    problems.push('SANDBOX_PAYMENTS=0 leaves no way to pay: TOSS_ or STRIPE_ keys are missing');
  }
  return text === '1';
}

/** Both halves or neither. */
function pair(
  env: Env,
  first: string,
  second: string,
  problems: string[],
): readonly [string, string] | undefined {
  const [one, other] = [env[first], env[second]];
  if (one && other) return [one, other];
  if (one) problems.push(`${second} is missing: it belongs to ${first}`);
  if (other) problems.push(`${first} is missing: it belongs to ${second}`);
  return undefined;
}

function address(env: Env, name: string, problems: string[]): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  if (isHttp(text)) return text;
  problems.push(`${name} must be an http:// or https:// address`);
  return undefined;
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
