import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeOwnerFile } from '../../server/src/platform/owner-file.ts';
import { bundlePages } from '../package/bundle-pages.ts';
import { TYPESCRIPT } from '../package/readme-snippets.ts';
import type { TypeScriptRun } from '../package/readme-snippets.ts';
import { snippetsOf } from '../package/snippets.ts';
import type { Snippet } from '../package/snippets.ts';
import { run, stagePackage } from '../package/stage.ts';
import type { StagedPackage } from '../package/stage.ts';
import { typeErrors, withoutTypes } from '../package/type-check.ts';
import { OWNER_TOKEN, startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { openSale } from '../support/catalogue.ts';
import { hostPages } from '../support/hosted-pages.ts';
import { readRepositoryFile, repositoryRoot } from '../support/repository-files.ts';
import { newVisitor } from '../support/waiting-room.ts';
import { waitFor } from '../support/wait.ts';

const SHOP = 'http://localhost:4173';
const CDN = 'https://cdn.jsdelivr.net';

const snippets = snippetsOf(readRepositoryFile('client-sdk/README.md'));
const inLanguage = (language: string): Snippet[] =>
  snippets.filter((snippet) => snippet.language === language);

let staged: StagedPackage;
let folder: string;
let test: TestApp;
let browser: Browser;
let performanceId: number;
/** With a waiting room that lets people in. */
let withRoom: number;
/** What the README's commands made. */
const made = { partner: '', key: '' };
const fileOf = ({ line }: Snippet): string => `line-${String(line)}`;
const scripts: Record<string, string> = {};
const sources = new Map<string, string>();

beforeAll(async () => {
  [staged, test, browser] = await Promise.all([stagePackage(), startApp(), launchBrowser()]);
  performanceId = await openSale(test.test.database, { rows: 13 });
  folder = join(staged.folder, 'snippets');
  await mkdir(folder);
  await writeOwnerFile(folder, { url: test.url, token: OWNER_TOKEN });
  await runCommands();
  withRoom = await openSale(test.test.database);
  await openRoom(withRoom);
  for (const snippet of inLanguage('ts')) {
    const text = await typeScriptOf(snippet);
    sources.set(snippet.name, text);
    await writeFile(join(folder, `${fileOf(snippet)}.ts`), text);
  }
  const pages = inLanguage('ts').filter(({ name }) =>
    /^(page|partner)$/.test(TYPESCRIPT[name]?.in ?? ''),
  );
  const entries = pages.map((one) => [fileOf(one), join(folder, `${fileOf(one)}.ts`)] as const);
  Object.assign(scripts, await bundlePages(staged, Object.fromEntries(entries)));
});
afterAll(async () => {
  await Promise.all([browser?.close(), test?.close(), staged?.remove()]);
});

/** The key pair and the partner that the README has one make. */
async function runCommands(): Promise<void> {
  const [, keys, partner] = inLanguage('sh');
  if (!keys || !partner) throw new Error('the commands of the README have changed');
  await run('bash', ['-ec', keys.code], folder);
  const command = partner.code
    .replace('seat-key.pub.pem', join(folder, 'seat-key.pub.pem'))
    .replace('https://shop.example', SHOP);
  const told = await run('bash', ['-ec', `export DATA_DIR=${folder}; ${command}`], repositoryRoot);
  made.partner = /^p[a-z0-9]{11}\b/m.exec(told)?.[0] ?? '';
  made.key = /\bpk_\S+/.exec(told)?.[0] ?? '';
}

async function openRoom(id: number): Promise<void> {
  const { waitingRooms } = test.app.services;
  await waitingRooms.create({ performanceId: id, ratePerMinute: 6_000 });
  await waitingRooms.change(id, { change: 'open' });
}

/** The README's code for this server: its address, its performance, its partner. */
function here(code: string, id = performanceId): string {
  return code
    .replaceAll('https://tickets.example', test.url)
    .replace(/\b42\b/g, String(id))
    .replaceAll('pk_live_of_your_shop', made.key)
    .replaceAll('p3k9w2m7x5c4', made.partner);
}

async function typeScriptOf({ name, code }: Snippet): Promise<string> {
  const how = runOf(name);
  const token = how.waitingRoom
    ? (await newVisitor(test)).token
    : (await test.join('reader')).session.accessToken;
  const id = how.waitingRoom ? withRoom : performanceId;
  const around = { url: test.url, performanceId: id, token };
  const tell = /^(node|module)$/.test(how.in)
    ? "process.stdout.write('\\n' + JSON.stringify(value))"
    : 'Object.assign(window, { reported: value })';
  const report = `const report = (value: unknown): void => void ${tell};\n`;
  return `${report}${how.before?.(around) ?? ''}\n${here(code, id)}\n${how.after}\n`;
}

function runOf(name: string): TypeScriptRun {
  const how = TYPESCRIPT[name];
  if (!how) throw new Error(`say in test/package/readme-snippets.ts how "${name}" is run`);
  return how;
}

async function seatToken(customer: string): Promise<string> {
  const source = sources.get("Partners' pages 3") ?? '';
  await writeFile(
    join(folder, 'sign.mjs'),
    `${withoutTypes(source)}\nprocess.stdout.write('\\n' + seatToken('${customer}'));`,
  );
  return (await run(process.execPath, ['sign.mjs'], folder)).split('\n').at(-1) ?? '';
}

async function visit<T>(look: (page: Page) => Promise<T>): Promise<T> {
  // Pages that a test makes up count as public ones, which may not reach this machine unasked.
  const permissions = ['local-network-access'];
  const context = await browser.newContext({ locale: 'en-GB', permissions });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  try {
    const seen = await look(page);
    expect(errors).toEqual([]);
    return seen;
  } catch (error) {
    throw errors.length > 0 ? new Error(errors.join('\n'), { cause: error }) : error;
  } finally {
    await context.close();
  }
}

const reported = (page: Page): Promise<unknown> =>
  page
    .waitForFunction(() => (window as { reported?: unknown }).reported, undefined, {
      timeout: 15_000,
    })
    .then((handle) => handle.jsonValue());

async function runInPage(snippet: Snippet, origin: string, again = false): Promise<unknown> {
  const html = `<!doctype html><title>Shop</title><div id="seats" style="height:600px"></div>
    <p id="chosen"></p><script type="module" src="/bundled/${fileOf(snippet)}.js"></script>`;
  const token = origin === SHOP ? await seatToken(fileOf(snippet)) : '';
  return visit(async (page) => {
    await hostPages(page, origin, { '/shop.html': html, '/seat-token': token, ...scripts });
    const email = `${fileOf(snippet)}@example.test`;
    const account = { email, password: 'a long password', name: 'Reader' };
    if (again && origin === test.url) {
      await page.context().request.post(`${test.url}/api/auth/sign-up`, { data: account });
    }
    await page.goto(`${origin}/shop.html#first`);
    const first = await reported(page);
    if (!again) return first;
    await page.goto(`${origin}/shop.html?again`);
    const second = await reported(page);
    expect(second).toEqual(first);
    await page.reload();
    return reported(page);
  });
}

async function runInNode(snippet: Snippet): Promise<unknown> {
  const file = `${fileOf(snippet)}.mjs`;
  await writeFile(join(folder, file), withoutTypes(sources.get(snippet.name) ?? ''));
  const written = await run(process.execPath, [file], folder);
  return JSON.parse(written.split('\n').at(-1) ?? '') as unknown;
}

describe('SDK-5 the README of the SDK', () => {
  it('SDK-5 has no snippet that nothing runs, and nothing runs what is not in it', () => {
    const names = snippets.filter(({ language }) => language === 'ts').map(({ name }) => name);
    expect(names.toSorted()).toEqual(Object.keys(TYPESCRIPT).toSorted());
    const others = snippets.filter(({ language }) => language !== 'ts');
    expect(others.map(({ name, language }) => `${language}: ${name}`)).toEqual([
      'sh: @ticket-flow/client 2',
      'html: From a script tag 1',
      'text: The connection 1',
      'html: Looks 1',
      "sh: Partners' pages 1",
      "sh: Partners' pages 2",
    ]);
  });

  it('SDK-5 would notice a snippet that nothing runs, and one that does not end', () => {
    const readme = readRepositoryFile('client-sdk/README.md');
    const added = snippetsOf(`${readme}\n## New\n\n\`\`\`ts\nclient.close();\n\`\`\`\n`);
    expect(added.at(-1)).toMatchObject({
      name: 'New 1',
      language: 'ts',
      code: 'client.close();\n',
    });
    expect(() => runOf('New 1')).toThrow('say in test/package/readme-snippets.ts');
    expect(() => snippetsOf(`${readme}\n\`\`\`ts\n`)).toThrow('does not end');
  });

  it('SDK-5 begins with an example of at most ten lines', () => {
    const [first] = snippets;
    expect(first?.line).toBeLessThan(8);
    expect(first?.code.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  });

  it('SDK-5 SDK-3 has TypeScript without a fault', () => {
    expect(typeErrors(inLanguage('ts').map((one) => join(folder, `${fileOf(one)}.ts`)))).toEqual(
      [],
    );
  });

  it('SDK-5 names the package and the version that it comes with', async () => {
    const { name, version } = JSON.parse(
      await readFile(join(staged.folder, 'package.json'), 'utf8'),
    ) as Record<string, string>;
    expect(inLanguage('sh')[0]?.code).toBe(`npm install ${String(name)}\n`);
    expect(inLanguage('html')[0]?.code).toContain(
      `${CDN}/npm/${String(name)}@${String(version)}/dist/`,
    );
    const changelog = await readFile(join(staged.folder, 'CHANGELOG.md'), 'utf8');
    expect(/^## (.*)$/m.exec(changelog)?.[1]).toBe(version);
  });

  it('SDK-5 makes a key pair and a partner with its commands', () => {
    expect(made.partner).toMatch(/^p[a-z0-9]{11}$/);
    expect(made.key).toMatch(/^pk_/);
  });

  it.each(inLanguage('ts').map((snippet) => [snippet.name, snippet] as const))(
    'SDK-5 SDK-7 runs: %s',
    async (name, snippet) => {
      const how = runOf(name);
      const inPage = how.in === 'page' || how.in === 'partner';
      const origin = how.in === 'partner' ? SHOP : test.url;
      const shown = inPage ? runInPage(snippet, origin, how.again) : runInNode(snippet);
      expect(await shown).toEqual(how.reports);
    },
  );

  it('SDK-5 runs: From a script tag', async () => {
    const [tag] = inLanguage('html');
    const path = /https:\/\/cdn\.jsdelivr\.net(\S+?\/dist\/(\S+?))"/.exec(tag?.code ?? '');
    const script = await readFile(join(staged.folder, 'dist', path?.[2] ?? ''), 'utf8');
    const token = await seatToken('script-tag');
    await visit(async (page) => {
      await hostPages(page, CDN, { [path?.[1] ?? '']: script });
      const html = `<!doctype html><title>Shop</title>${here(tag?.code ?? '')}`;
      await hostPages(page, SHOP, { '/shop.html': html, '/seat-token': token });
      await page.goto(`${SHOP}/shop.html`);
      await page.locator('#seats canvas').first().waitFor();
      const held = await page.evaluate(`(async () => {
        const channel = client.seatChannel(${String(performanceId)});
        await channel.ready();
        await channel.hold({ seats: [60] });
        return channel.look(60);
      })()`);
      expect(held).toBe('mine');
    });
  });

  it('SDK-5 runs: Looks', async () => {
    const [, looks] = inLanguage('html');
    const script = await readFile(join(staged.folder, 'dist/ticket-flow.global.js'), 'utf8');
    const html = `<!doctype html><title>Shop</title>${looks?.code ?? ''}<script src="/tf.js"></script>
      <script>TicketFlow.createSeatMap(document.getElementById('seats'), {
        client: new TicketFlow.TicketFlowClient(),
        performanceId: ${String(performanceId)},
      })</script>`;
    await visit(async (page) => {
      await hostPages(page, test.url, { '/shop.html': html, '/tf.js': script });
      await page.goto(`${test.url}/shop.html`);
      await page.locator('#seats canvas').first().waitFor();
      const used = (): Promise<string[]> =>
        page.evaluate(() => {
          const root = document.querySelector('.ticket-flow-seat-map')?.shadowRoot;
          const elements = [...(root?.querySelectorAll('*') ?? [])];
          return elements.flatMap((element) => {
            const { backgroundColor, fontFamily } = getComputedStyle(element);
            return [backgroundColor, fontFamily];
          });
        });
      await waitFor(async () => (await used()).includes('rgb(255, 253, 248)'));
      expect(await used()).toContain('Georgia, serif');
    });
  });
});
