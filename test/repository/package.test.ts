import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReport, reportApi } from '../package/api-report.ts';
import { areTheTypesWrong, publintMessages } from '../package/checks.ts';
import { installPackage } from '../package/install.ts';
import type { UserProject } from '../package/install.ts';
import { describeSize, measureSizes } from '../package/sizes.ts';
import { stagePackage } from '../package/stage.ts';
import type { StagedPackage } from '../package/stage.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { openSale } from '../support/catalogue.ts';
import { hostPages } from '../support/hosted-pages.ts';
import { repositoryRoot } from '../support/repository-files.ts';

let staged: StagedPackage;
let user: UserProject;
let test: TestApp;
let performanceId: number;

beforeAll(async () => {
  staged = await stagePackage();
  [user, test] = await Promise.all([installPackage(staged), startApp()]);
  performanceId = await openSale(test.test.database);
}, 90_000);
afterAll(async () => {
  await Promise.all([staged.remove(), user.remove(), test.close()]);
});

describe('SDK-2 the package', () => {
  it('SDK-2 has nothing that publint would say', async () => {
    expect(await publintMessages(staged)).toEqual([]);
  });

  it('SDK-2 has types that fit its code in every way to resolve them', async () => {
    expect(await areTheTypesWrong(staged)).toContain('No problems found');
  });

  it('SDK-2 keeps within its sizes', async () => {
    const sizes = await measureSizes(staged);
    expect(sizes.filter(({ bytes, limit }) => bytes > limit).map(describeSize)).toEqual([]);
    for (const { bytes } of sizes) expect(bytes).toBeGreaterThan(2_000);
  });

  it('SDK-2 depends on socket.io-client and nothing else', async () => {
    const manifest = JSON.parse(
      await user.read('node_modules/@ticket-flow/client/package.json'),
    ) as Record<string, object>;
    const kinds = ['dependencies', 'peerDependencies', 'optionalDependencies'];
    const named = kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}));
    expect(named).toEqual(['socket.io-client']);
  });
});

describe('SDK-4 the API report', () => {
  it('SDK-4 says what the built types export; `npm run api:report` writes it anew', async () => {
    for (const [name, text] of reportApi(staged).pages) {
      expect(text, `run "npm run api:report" and commit client-sdk/api/${name}`).toBe(
        await readReport(name),
      );
    }
  });

  it('SDK-4 no exported type speaks of one that nobody can import', () => {
    expect(reportApi(staged).missing).toEqual([]);
  });
});

const USES = `
const client = new TicketFlowClient({ baseUrl: process.argv[2], getToken: () => process.argv[4] });
const channel = client.seatChannel(Number(process.argv[3]));
await channel.ready();
const held = await channel.hold({ seats: [Number(process.argv[5])] });
const told = [channel.state, channel.look(held.seats[0].seat)];
const refused = await channel.hold({ seats: [9999] }).catch((error) => error);
client.close();
console.log(JSON.stringify([...told, refused instanceof TicketFlowError, refused.code]));
`;

const TYPED = `
import { TicketFlowClient, TicketFlowError } from '@ticket-flow/client';
import type { PerformanceDetail, SeatChannel, WireHold } from '@ticket-flow/client';
import { PROTOCOL_VERSION, SeatState } from '@ticket-flow/client/protocol';

const client = new TicketFlowClient({ baseUrl: 'https://tickets.example' });
const channel: SeatChannel = client.seatChannel(1);
const off: () => void = channel.on('holds', (holds: readonly WireHold[]) => void holds.length);
export const performance: Promise<PerformanceDetail> = client.performance(1);
export const version: 1 = PROTOCOL_VERSION;
export const isTaken = (error: unknown): boolean =>
  error instanceof TicketFlowError && error.code === 'TAKEN' && SeatState.Free === 0;
// @ts-expect-error no such event
channel.on('nothing', off);
`;
const TYPED_MAP = `
import { createSeatMap } from '@ticket-flow/client/seat-map';
import type { SeatMap, SeatMapOptions } from '@ticket-flow/client/seat-map';

export const open = (at: HTMLElement, options: SeatMapOptions): SeatMap => createSeatMap(at, options);
`;
const BROWSER_LIBRARIES = ['ES2022', 'DOM', 'DOM.Iterable'];

describe('SDK-3 installed in an empty project', () => {
  const holds = async (file: string, seat: number): Promise<unknown> => {
    const { session } = await test.join('package');
    const written = await user.node(
      file,
      ...[test.url, String(performanceId), session.accessToken, String(seat)],
    );
    return JSON.parse(written);
  };

  it('SDK-3 holds a seat from an ES module', async () => {
    const importing = "import { TicketFlowClient, TicketFlowError } from '@ticket-flow/client';";
    await user.write('use.mjs', importing + USES);
    expect(await holds('use.mjs', 1)).toEqual(['live', 'mine', true, 'UNKNOWN_SEAT']);
  });

  it('SDK-3 holds a seat from CommonJS', async () => {
    const requiring =
      "const { TicketFlowClient, TicketFlowError } = require('@ticket-flow/client');";
    await user.write('use.cjs', `${requiring}(async () => {${USES}})();`);
    expect(await holds('use.cjs', 2)).toEqual(['live', 'mine', true, 'UNKNOWN_SEAT']);
  });

  it.each(['nodenext', 'bundler'])('SDK-3 has types for TypeScript with %s', async (resolution) => {
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    for (const file of ['use.ts', 'use.mts', 'use.cts']) await user.write(file, TYPED);
    await user.write('map.ts', TYPED_MAP);
    const files = ['use.ts', 'use.mts', 'map.ts', ...(module === 'nodenext' ? ['use.cts'] : [])];
    await user.tsc({ module, moduleResolution: resolution, lib: BROWSER_LIBRARIES }, files);
  });

  it('SDK-3 has types for a project of Node alone', async () => {
    await user.write('use.ts', TYPED);
    const typeRoots = [join(repositoryRoot, 'node_modules/@types')];
    await user.tsc({ module: 'nodenext', lib: ['ES2022'], types: ['node'], typeRoots }, ['use.ts']);
  });

  it('SDK-3 has one class of errors, whichever entry is loaded', async () => {
    const dist = join(user.folder, 'node_modules/@ticket-flow/client/dist');
    for (const ending of ['.js', '.cjs']) {
      const files = (await readdir(dist)).filter(
        (file) => file.endsWith(ending) && !file.includes('.global.'),
      );
      const texts = await Promise.all(
        files.map((file) => user.read(`node_modules/@ticket-flow/client/dist/${file}`)),
      );
      expect(texts.join('').match(/TicketFlowError = class|class TicketFlowError/g)).toHaveLength(
        1,
      );
    }
  });

  it('SDK-3 shows a live map from a script tag', async () => {
    const script = await user.read('node_modules/@ticket-flow/client/dist/ticket-flow.global.js');
    const html = `<!doctype html><title>Shop</title><script src="/shop.js"></script>
      <output></output><script>
        const client = new TicketFlow.TicketFlowClient();
        const channel = client.seatChannel(${String(performanceId)});
        const show = () => {
          document.querySelector('output').textContent = channel.state + ' ' + channel.look(30);
        };
        channel.on('change', show);
        channel.on('state', show);
      </script>`;
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ permissions: ['local-network-access'] });
      await hostPages(page, test.url, { '/shop.html': html, '/shop.js': script });
      await page.goto(`${test.url}/shop.html`);
      await page.getByText('live free').waitFor({ timeout: 10_000 });
      const other = test.guest('another person').seatChannel(performanceId);
      await other.ready();
      await other.hold({ seats: [30] });
      await page.getByText('live held').waitFor({ timeout: 10_000 });
    } finally {
      await browser.close();
    }
  });
});
