import { listSeats } from '@ticket-flow/client';
import type { SeatChannel } from '@ticket-flow/client';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstOnSale } from '../crowd/crowd.ts';
import { openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { unsaid } from '../support/spoken.ts';
import { waitFor } from '../support/wait.ts';

/** Everything is found by its role and its Korean name, and by nothing else. */
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

async function holdAsRival(label: string): Promise<void> {
  await rival.hold({ seats: [seats.findIndex((one) => one.label === label)] });
}

/** A seat of the list, by what is said of it. */
function seat(page: Page, name: string | RegExp): Locator {
  return page.getByRole('grid', { name: '1F' }).getByRole('gridcell', { name });
}

/** Waits until the words are in a live region. */
function heard(page: Page, words: string): Promise<void> {
  return page.getByRole('status').filter({ hasText: words }).waitFor();
}

async function openList(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^달빛 정거장 한결아트센터/ }).press('Enter');
  await page.getByRole('heading', { level: 1, name: '달빛 정거장' }).waitFor();
  const days = page.getByRole('group', { name: '날짜 고르기' });
  const day = days.getByRole('button', { name: /^\d+월 \d+일 \(.\)$/ }).first();
  await day.press('Enter');
  const times = page.getByRole('group', { name: '시간 고르기' });
  await times.getByRole('button', { name: '오후 7:30', pressed: true }).waitFor();
  expect(await unsaid(page)).toEqual([]);
  await page.getByRole('link', { name: '좌석 선택하기' }).press('Enter');
  await page.getByRole('group', { name: '좌석 배치도' }).waitFor();
  expect(await unsaid(page)).toEqual([]);
  await page.getByRole('button', { name: '목록으로 보기' }).press('Enter');
  const sections = page.getByRole('listbox', { name: '구역' });
  await sections.getByRole('option', { name: /^1F, .*\d석/ }).press('Enter');
  await page.getByRole('grid', { name: '1F' }).waitFor();
}

async function signUpInDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '회원가입' });
  await dialog.getByText('1F-C-5 좌석을 잡으려면 로그인이 필요해요').waitFor();
  expect(await unsaid(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: '이름' }).fill('한걸음');
  await dialog.getByRole('textbox', { name: '이메일' }).fill('listener@example.test');
  await dialog.getByRole('textbox', { name: /^비밀번호/ }).fill('a long password');
  await dialog.getByRole('button', { name: '가입하고 계속하기' }).press('Enter');
}

async function payAtSandbox(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: '주문 확인' }).waitFor();
  expect(await page.getByRole('textbox', { name: '이름' }).inputValue()).toBe('한걸음');
  expect(await unsaid(page)).toEqual([]);
  await page.getByRole('checkbox', { name: /^좌석과 날짜, 금액/ }).press('Space');
  await page.getByRole('button', { name: '204,000원 결제하기' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: '테스트 결제사' }).waitFor();
  expect(await unsaid(page)).toEqual([]);
  await page.getByRole('button', { name: '승인하기' }).press('Enter');
}

describe('A11Y-3 by the accessibility tree alone', () => {
  it('A11Y-3 what has no name, or an English one, is noticed, also in a shadow root', async () => {
    const page = await site.visitor();
    await page.setContent(
      '<div><template shadowrootmode="open"><button></button></template></div><a href="#">Next</a>',
    );
    expect((await unsaid(page)).sort()).toEqual(['button ""', 'link "Next"']);
    await page.context().close();
  });

  it('A11Y-3 a ticket is bought by roles and Korean names', async () => {
    const page = await site.visitor();
    await openList(page);
    expect(await unsaid(page)).toEqual([]);

    await seat(page, '1F-C-5, 선택 가능, R석, 120,000원').press('Space');
    await signUpInDialog(page);
    await heard(page, '1F-C-5 좌석을 잡았어요. 내 좌석은 모두 1석이에요.');
    await seat(page, '1F-C-5, 내 좌석, R석, 120,000원').waitFor();
    await page.getByRole('row', { name: 'C열' }).waitFor();

    await holdAsRival('1F-C-8');
    await seat(page, /^1F-C-8, 다른 분이 보는 중/).press('Space');
    await page.getByRole('alert').filter({ hasText: '1F-C-8' }).waitFor();
    await seat(page, '1F-C-6, 선택 가능').press('Space');
    await heard(page, '1F-C-6 좌석을 잡았어요. 내 좌석은 모두 2석이에요.');

    const mine = page.getByRole('region', { name: '내 좌석' });
    await mine.getByRole('combobox', { name: '1F-C-6 할인 종류' }).selectOption('청소년');
    expect(await unsaid(page)).toEqual([]);
    await mine.getByRole('link', { name: '계속하기' }).press('Enter');
    await payAtSandbox(page);

    const tickets = page.getByRole('region', { name: '표' });
    for (const label of ['1F-C-5', '1F-C-6']) {
      await tickets.getByRole('img', { name: `${label} 좌석 입장 QR 코드` }).waitFor();
    }
    await heard(page, '예매가 끝났어요!');
    expect(await unsaid(page)).toEqual([]);
    await page.context().close();
  });

  it('A11Y-3 what is given back is said, and that another was faster', async () => {
    const page = await site.visitor();
    await openList(page);
    await seat(page, /^1F-E-5, 선택 가능/).press('Space');
    const dialog = page.getByRole('dialog', { name: '회원가입' });
    await dialog.getByRole('button', { name: '닫기' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await waitFor(() => seat(page, /^1F-E-5, 선택 가능/).isVisible());
    await seat(page, /^1F-E-5/).press('ArrowRight');
    await holdAsRival('1F-E-6');
    await heard(page, '1F-E-6 좌석은 방금 다른 분이 선택했어요.');
    await page.context().close();
  });
});
