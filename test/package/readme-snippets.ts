/** How each snippet of the SDK's README is run: what stands before it, after it, and what it shows. */

/** Of the server that the snippets are run against. */
export interface Surroundings {
  readonly url: string;
  readonly performanceId: number;
  /** An access token of somebody who bought nothing yet; a new one each time. */
  readonly token: string;
}

export interface TypeScriptRun {
  /** `page`: of the server's own site; `partner`: of a page elsewhere; `module`: only loaded. */
  readonly in: 'node' | 'page' | 'partner' | 'module';
  readonly before?: (around: Surroundings) => string;
  readonly after: string;
  /** What `report` is called with at last. */
  readonly reports: unknown;
  /** Of a performance with a waiting room, and somebody who may join it. */
  readonly waitingRoom?: true;
  /** Loads the page again after that; it must report the same. */
  readonly again?: boolean;
}

const IMPORTS = `import { TicketFlowClient, TicketFlowError } from '@ticket-flow/client';
import type { Session } from '@ticket-flow/client';
import { createSeatMap } from '@ticket-flow/client/seat-map';
`;
const withToken = ({ token }: Surroundings): string => `let token = ${JSON.stringify(token)};\n`;
const withClient = (around: Surroundings): string => `${IMPORTS}${withToken(around)}
const client = new TicketFlowClient({ baseUrl: '${around.url}', locale: 'en', getToken: () => token });
`;
const withMap = (around: Surroundings): string => `${withClient(around)}
const map = createSeatMap(document.getElementById('seats')!, {
  client,
  performanceId: ${String(around.performanceId)},
});
await map.ready();
`;
/** Reports my seats as soon as there are some. */
const SHOW = `
const show = (seats: readonly { label: string; token: string }[]): void => {
  if (seats.length > 0) report(seats.map(({ label }) => label));
};
`;

export const TYPESCRIPT: Readonly<Record<string, TypeScriptRun>> = {
  '@ticket-flow/client 1': {
    in: 'page',
    before: withToken,
    after: `await map.hold(['1F-A-1', '1F-A-2']);
      report(document.getElementById('chosen')!.textContent);`,
    reports: '1F-A-1, 1F-A-2',
  },
  'Without a map 1': {
    in: 'node',
    before: (around) => `${withToken(around)}
      let painted = 0;
      let opened = '';
      const repaint = (changes: readonly unknown[]) => void (painted += changes.length + 1);
      const open = (url: string) => void (opened = url);`,
    after: `client.close();
      report([order.state, order.seatLabels, start.kind, opened.length > 0, painted > 0]);`,
    reports: ['pending', ['1F-L-8', '1F-L-9'], 'redirect', true, true],
  },
  'Without a map 2': {
    in: 'node',
    after: 'report([seatCount, free.length > 100 && free.length <= seatCount]);',
    reports: [130, true],
  },
  'Choosing seats 1': {
    in: 'page',
    before: (around) => `${withMap(around)}
      const counted: number[] = [];
      const countDownFrom = (ms: number) => void counted.push(ms);`,
    after: `report([
        map.holds.length,
        counted.length >= 3,
        Math.max(...counted) > 30_000,
        map.positionOf('1F-D-1') !== undefined,
      ]);`,
    reports: [2, true, true, true],
  },
  'Choosing seats 2': {
    in: 'page',
    before: ({ url, token }) => `${IMPORTS}
      let token: string | undefined;
      let asked = '';
      const openSignIn = (why: string): Promise<string | undefined> => {
        asked = why;
        return Promise.resolve(${JSON.stringify(token)});
      };
      const client = new TicketFlowClient({ baseUrl: '${url}', getToken: () => token });`,
    after: `await map.ready();
      const held = await map.hold(['1F-E-1']);
      const none = createSeatMap(document.body, { client, performanceId: 999_999 });
      const failed: unknown = await none.ready().catch((error: unknown) => error);
      // Thrown by one entry, known to the other.
      const code = failed instanceof TicketFlowError ? failed.code : failed;
      report([held, asked, map.holds.length, code]);`,
    reports: [true, 'Sign in to hold 1F-E-1', 1, 'NOT_FOUND'],
  },
  'Languages 1': {
    in: 'page',
    before: withMap,
    after: `const root = document.querySelector('.ticket-flow-seat-map')!.shadowRoot!;
      const look = (): void => {
        const label = root.querySelector('[aria-label="Plan de salle"]');
        if (label) report([label.closest('[lang]')?.getAttribute('lang')]);
        else requestAnimationFrame(look);
      };
      look();`,
    reports: ['fr'],
  },
  'Waiting rooms 1': {
    in: 'node',
    waitingRoom: true,
    before: (around) => `${withClient(around)}
      const show = (text: string): void => {
        if (text.startsWith('Over')) throw new Error(text);
      };
      const showSeatMap = (): void => {
        client.close();
        report(room.standing?.place.state);
      };`,
    after: '',
    reports: 'admitted',
  },
  'A page that is loaded again 1': {
    in: 'page',
    before: () => IMPORTS + SHOW,
    after: `await map.ready();
      if (location.hash === '#first') await map.hold(['1F-B-1', '1F-B-2']);`,
    reports: ['1F-B-1', '1F-B-2'],
    again: true,
  },
  "Partners' pages 3": {
    in: 'module',
    after: "report(seatToken('customer-7').split('.').length);",
    reports: 3,
  },
  "Partners' pages 4": {
    in: 'partner',
    before: () => IMPORTS + SHOW,
    after: `await map.ready();
      if (location.hash === '#first') await map.hold(['1F-C-1', '1F-C-2']);`,
    reports: ['1F-C-1', '1F-C-2'],
    again: true,
  },
  'Aborting 1': {
    in: 'node',
    before: withClient,
    after: `const late = await channel.ready().then(() => 'ready', (error: unknown) => error);
      client.close();
      report([events.items.length, late instanceof TicketFlowError || late]);`,
    // The other event is the one with the waiting room.
    reports: [2, 'ready'],
  },
  'Errors 1': {
    in: 'node',
    before: (around) => `${withClient(around)}
      const channel = client.seatChannel(${String(around.performanceId)});
      await channel.ready();
      const said: string[] = [];
      const console = { log: (text: string) => void said.push(text) };`,
    after: 'client.close();\nreport(said);',
    reports: ['Somebody was quicker: 1F-L-8, 1F-L-9'],
  },
};
