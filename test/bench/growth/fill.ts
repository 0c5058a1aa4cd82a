import type { Connection } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';

type Columns = Readonly<Record<string, string>>;

/** As ids of orders look, and as little in order. */
const ID = `CONCAT('o', LEFT(SHA1(seq), 25))`;
const AT = '(1700000000000 + seq * 1000)';
const LABEL = `CONCAT('1F-A-', seq % 500)`;
/** Past every performance that is really there. */
const PERFORMANCE = '1000000 + seq DIV 500';

/** One paid order of one seat for each number, with all that belongs to it; ten a person. */
const ROWS: Readonly<Record<string, Columns>> = {
  orders: {
    ...{ id: ID, performance_id: PERFORMANCE, holder: holderOf('seq DIV 10'), state: `'paid'` },
    ...{ person_id: holderOf('seq DIV 10'), sales_channel: `'web'`, attempt: '1', locale: `'ko'` },
    ...{ payment_key: `CONCAT('sbx_', seq)`, provider: `'sandbox'`, currency: `'KRW'` },
    ...{ amount: '50000', deadline_at: AT, look_at: AT, created_at: AT, updated_at: AT },
  },
  order_lines: {
    ...{ order_id: ID, seat: 'seq % 500', seat_label: LABEL, grade_id: '1', price_type_id: '1' },
    ...{ base: '50000', discount: '0', fee: '0', tax: '0', amount: '50000' },
  },
  buyer_contacts: {
    ...{ order_id: ID, name: `'Buyer'`, email: `CONCAT(seq DIV 10, '@example.test')` },
    retain_until: '4000000000000 + seq',
  },
  payment_attempts: {
    ...{ id: `CONCAT(${ID}, ':1')`, order_id: ID, attempt: '1', provider: `'sandbox'` },
    ...{ payment_key: `CONCAT('sbx_', seq)`, amount: '50000', state: `'done'`, created_at: AT },
    finished_at: AT,
  },
  payments: {
    ...{ order_id: ID, provider: `'sandbox'`, provider_id: `CONCAT('sbx_', seq)` },
    ...{ method: `'card'`, currency: `'KRW'`, captured: '50000', returned: '0', created_at: AT },
  },
  tickets: {
    ...{ order_id: ID, performance_id: PERFORMANCE, seat: 'seq % 500', seat_label: LABEL },
    ...{ code: 'LEFT(SHA1(-seq), 20)', state: `'issued'`, issued_at: AT },
  },
  seat_claims: {
    ...{ performance_id: PERFORMANCE, seat: 'seq % 500', seat_uid: LABEL, seat_label: LABEL },
    ...{ owner: ID, created_at: AT },
  },
  seat_events: {
    ...{ performance_id: PERFORMANCE, owner: ID, kind: `'sell'`, seats: `'[0]'`, min_epoch: '1' },
    ...{ state: `'done'`, next_at: AT, created_at: AT },
  },
  order_log: {
    ...{ order_id: ID, at: AT, actor: holderOf('seq DIV 10'), from_state: `'paying'` },
    ...{ to_state: `'paid'`, reason: `'payment confirmed'` },
  },
  outbox_messages: {
    ...{ topic: `'order-mail'`, owner: ID, payload: `'{}'`, state: `'done'`, next_at: AT },
    ...{ created_at: AT, finished_at: AT },
  },
};

/** A person with ten orders, whose number is below a tenth of them. */
export function holderOf(number: string): string {
  return `CONCAT('user:past-', ${number})`;
}

/** Some hundred thousand rows a second: two tables at a time, each in one statement. */
export async function fillOrders(url: string, orders: number): Promise<void> {
  const tables = Object.entries(ROWS);
  const work = async (connection: Connection): Promise<void> => {
    // An empty table is filled in bulk, and its indexes are sorted instead of searched.
    await connection.query('SET SESSION unique_checks = 0, foreign_key_checks = 0');
    for (let next = tables.shift(); next; next = tables.shift()) {
      const [table, columns] = next;
      const names = Object.keys(columns).join(', ');
      const values = Object.values(columns).join(', ');
      await connection.query(
        `INSERT INTO ${table} (${names}) SELECT ${values} FROM seq_1_to_${String(orders)}`,
      );
      await connection.query(`ANALYZE TABLE ${table}`);
    }
  };
  const connections = await Promise.all([createConnection(url), createConnection(url)]);
  try {
    await Promise.all(connections.map(work));
  } finally {
    await Promise.all(connections.map((connection) => connection.end()));
  }
}
