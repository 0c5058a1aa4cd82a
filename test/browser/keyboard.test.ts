import { listSeats } from '@ticket-flow/client';
import type { SeatChannel } from '@ticket-flow/client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstOnSale } from '../crowd/crowd.ts';
import { focusOn, tabTo, watchFocus } from '../support/keyboard.ts';
import { lookOf, openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

let site: TestSite;
let rival: SeatChannel;
let seats: readonly { readonly label: string }[];

beforeAll(async () => {
  site = await openSite();
  const performanceId = await firstOnSale(site.test.url);
  const { client } = await site.test.join('rival');
  rival = client.seatChannel(performanceId);
  await rival.ready();
  seats = listSeats(await client.geometry(await client.performance(performanceId)));
});
afterAll(() => site?.close());

/** The page's own beginning has the focus, so that the next Tab is the first thing in it. */
async function arrive(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await waitFor(async () => ['main', 'h1'].includes((await focusOn(page)).role), {
    message: `the focus at the beginning of ${heading}`,
  });
}

async function expectFocus(page: Page, role: string, name: string | RegExp): Promise<void> {
  const focused = await focusOn(page);
  expect(focused).toMatchObject({ role, hasRing: true, inSight: true });
  expect(focused.name).toMatch(name);
}

function numberOf(label: string): number {
  return seats.findIndex((seat) => seat.label === label);
}

/** Another person takes seats all around, and gives them back, until told to stop. */
function stirUp(labels: readonly string[]): () => Promise<void> {
  let isOn = true;
  const run = async (): Promise<void> => {
    for (let round = 0; isOn || round < 3; round += 1) {
      for (const label of labels) {
        const { token } = await rival.hold({ seats: [numberOf(label)] });
        await rival.release(token);
      }
    }
  };
  const running = run();
  return async () => {
    isOn = false;
    await running;
  };
}

async function walkToSeats(page: Page): Promise<void> {
  await tabTo(page, 'a', '본문으로 건너뛰기');
  await page.keyboard.press('Enter');
  await tabTo(page, 'a', /달빛 정거장/);
  await page.keyboard.press('Enter');
  await arrive(page, '달빛 정거장');
  await tabTo(page, 'button', /^11월|^\d+월 \d+일/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await tabTo(page, 'button', /^오후/);
  await page.keyboard.press('Space');
  await tabTo(page, 'a', '좌석 선택하기');
  await page.keyboard.press('Enter');
  await arrive(page, '달빛 정거장');
}

/** From the map to the first row of the ground floor. */
async function walkToRow(page: Page): Promise<void> {
  await page.getByRole('group', { name: '좌석 배치도' }).waitFor();
  await tabTo(page, 'group', '좌석 배치도');
  await page.keyboard.press('l');
  await waitFor(async () => (await focusOn(page)).role === 'option');
  await expectFocus(page, 'option', /^1F,/);
  await page.keyboard.press('Enter');
  await waitFor(async () => (await focusOn(page)).role === 'gridcell');
  await expectFocus(page, 'gridcell', /^1F-A-1, 선택 가능/);
}

async function signUpByKeys(page: Page, email: string): Promise<void> {
  await page.getByRole('dialog', { name: '회원가입' }).waitFor();
  await tabTo(page, 'input', /^이름/);
  await page.keyboard.type('한걸음');
  await tabTo(page, 'input', /^이메일/);
  await page.keyboard.type(email);
  await tabTo(page, 'input', /^비밀번호/);
  await page.keyboard.type('a long password');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** The button says that it waits, and keeps the focus for the second try. */
async function signInWrongly(page: Page): Promise<void> {
  await page.getByRole('dialog', { name: '회원가입' }).waitFor();
  await tabTo(page, 'button', '이미 계정이 있나요? 로그인');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'input', /^이메일/);
  await page.keyboard.type('nobody@example.test');
  await tabTo(page, 'input', /^비밀번호/);
  await page.keyboard.type('not this one');
  await tabTo(page, 'button', '로그인하기');
  await page.keyboard.press('Enter');
  await page.getByText('이메일이나 비밀번호가 맞지 않아요.').waitFor();
  await expectFocus(page, 'button', '로그인하기');
}

async function payByKeys(page: Page): Promise<void> {
  await arrive(page, '주문 확인');
  await tabTo(page, 'input', /^좌석과 날짜, 금액/);
  await page.keyboard.press('Space');
  await tabTo(page, 'button', /결제하기$/);
  await page.keyboard.press('Enter');
  await arrive(page, '테스트 결제사');
  await tabTo(page, 'button', '승인하기');
  await page.keyboard.press('Enter');
  await page.getByTestId('ticket').first().waitFor();
  await arrive(page, '예매 내역');
}

describe('A11Y-2 by the keyboard alone', () => {
  it('A11Y-2 a focus without a ring, out of sight or lost is noticed', async () => {
    const page = await site.visitor();
    await page.setContent(
      `<button>A</button><button style="outline: none">B</button>
      <button style="position: absolute; left: -999px">C</button>`,
    );
    await tabTo(page, 'button', 'A');
    await expect(tabTo(page, 'button', 'C')).rejects.toThrow('"B" has no ring');
    await expect(tabTo(page, 'button', 'C')).rejects.toThrow('"C" is not in sight');
    await page.keyboard.press('Shift+Tab');
    const lost = await watchFocus(page);
    expect(await lost()).toBe(0);
    await page.evaluate(() => {
      document.activeElement?.remove();
    });
    await waitFor(async () => (await lost()) > 0);
    await page.context().close();
  });

  it('A11Y-2 from the home page to three tickets, while somebody else is busy nearby', async () => {
    const page = await site.visitor();
    await walkToSeats(page);
    await walkToRow(page);
    for (const key of ['ArrowDown', 'ArrowDown', 'Home']) await page.keyboard.press(key);
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
    await expectFocus(page, 'gridcell', /^1F-C-5, 선택 가능/);

    await page.keyboard.press('Space');
    await signUpByKeys(page, 'keys@example.test');
    await waitFor(async () => (await lookOf(page, '1F-C-5')) === 'mine');
    await expectFocus(page, 'gridcell', /^1F-C-5, 내 좌석/);

    const lost = await watchFocus(page);
    const calm = stirUp(['1F-C-9', '1F-C-10', '1F-B-6', '1F-D-6']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expectFocus(page, 'gridcell', /^1F-E-\d+, 선택 가능/);
    await page.keyboard.press('Shift+ArrowRight');
    await expectFocus(page, 'gridcell', /^1F-E-\d+, 함께 /);
    await page.keyboard.press('Enter');
    await waitFor(async () => (await focusOn(page)).name.includes('내 좌석'));
    await calm();
    expect(await lost()).toBe(0);
    await expectFocus(page, 'gridcell', /^1F-E-\d+, 내 좌석/);

    await tabTo(page, 'select', '1F-C-5 할인 종류');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'a', '계속하기');
    await page.keyboard.press('Enter');
    await payByKeys(page);
    expect(await page.getByTestId('ticket').count()).toBe(3);
    await page.context().close();
  });

  it('A11Y-2 after dialogs, waiting, notices and what is given back the focus has its place', async () => {
    const page = await site.visitor();
    await page.goto(`/performances/${String(rival.performanceId)}`);
    await walkToRow(page);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Home']) {
      await page.keyboard.press(key);
    }
    await expectFocus(page, 'gridcell', /^1F-D-1, 선택 가능/);
    await page.keyboard.press('Space');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expectFocus(page, 'gridcell', /^1F-D-1, 선택 가능/);

    await page.keyboard.press('Space');
    await signInWrongly(page);
    await tabTo(page, 'button', '처음이신가요? 회원가입');
    await page.keyboard.press('Enter');
    await signUpByKeys(page, 'places@example.test');
    await waitFor(async () => (await lookOf(page, '1F-D-1')) === 'mine');
    await expectFocus(page, 'gridcell', /^1F-D-1, 내 좌석/);

    await page.keyboard.press('ArrowRight');
    await rival.hold({ seats: [numberOf('1F-D-2')] });
    await waitFor(async () => (await lookOf(page, '1F-D-2')) === 'held');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '1F-D-2' }).waitFor();
    await expectFocus(page, 'gridcell', /^1F-D-2, 다른 분이 보는 중/);
    await page.keyboard.press('Escape');
    await expectFocus(page, 'gridcell', /^1F-D-2/);

    await tabTo(page, 'button', '1F-D-1 놓기');
    await page.keyboard.press('Enter');
    await waitFor(async () => (await lookOf(page, '1F-D-1')) === 'free');
    await page.getByText('아직 고른 좌석이 없어요').waitFor();
    await expectFocus(page, 'h2', /^내 좌석/);
    await page.context().close();
  });

  it('A11Y-2 who signs in at the top of a page stays on it', async () => {
    const { session } = await site.test.join('regular');
    const page = await site.visitor();
    await tabTo(page, 'button', '로그인');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '로그인' }).waitFor();
    await tabTo(page, 'input', /^이메일/);
    await page.keyboard.type(session.user.email);
    await tabTo(page, 'input', /^비밀번호/);
    await page.keyboard.type('a long password');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '로그아웃' }).waitFor();
    expect((await focusOn(page)).role).toBe('main');
    await page.context().close();
  });

  it('A11Y-2 places of an area, and the best seats, by the keyboard', async () => {
    const page = await site.visitor();
    await page.goto('/events/herons-comets-series');
    await tabTo(page, 'a', '좌석 선택하기');
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: '좌석 배치도' }).waitFor();
    await tabTo(page, 'group', '좌석 배치도');
    await page.keyboard.press('l');
    await waitFor(async () => (await focusOn(page)).role === 'option');
    await page.keyboard.press('Home');
    while (!(await focusOn(page)).name.startsWith('스탠딩')) await page.keyboard.press('ArrowDown');
    await expectFocus(page, 'option', /^스탠딩/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '스탠딩' }).waitFor();
    await tabTo(page, 'button', /자리 잡기/);
    await page.keyboard.press('Enter');
    await signUpByKeys(page, 'standing@example.test');
    await page.getByRole('link', { name: '계속하기' }).waitFor();
    await expectFocus(page, 'option', /^스탠딩/);

    await tabTo(page, 'button', '좋은 자리 추천', { key: 'Shift+Tab' });
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', /^좋은 자리 \d석 잡기/);
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: '좌석을 잡았어요' }).waitFor();
    await expectFocus(page, 'button', '좋은 자리 추천');
    await page.context().close();
  });
});
