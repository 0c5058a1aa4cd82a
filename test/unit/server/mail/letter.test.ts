import { describe, expect, it } from 'vitest';
import { letter, timeInLetter } from '../../../../server/src/platform/mail/letter.ts';

describe('letters', () => {
  const made = letter({
    locale: 'en',
    heading: 'Your tickets for <Cats & "Dogs">',
    paragraphs: ['Hello <script>alert(1)</script>,', 'two\nlines'],
    table: [{ label: 'Seat <b>', value: "1F-B-12 & 'more'" }],
    button: { label: 'See the order', url: 'https://shop.example/orders/1?a=1&b="><script>' },
    notes: ['Small print'],
  });

  it('MAIL-4 says the same in both forms', () => {
    expect(made.text).toBe(
      [
        'Your tickets for <Cats & "Dogs">\n',
        'Hello <script>alert(1)</script>,\n',
        'two\nlines\n',
        "Seat <b>: 1F-B-12 & 'more'\n",
        'See the order:\nhttps://shop.example/orders/1?a=1&b="><script>\n',
        'Small print\n',
        '-- \nTicket-Flow\n',
      ].join('\n'),
    );
    for (const part of ['Hello', 'two<br>lines', 'See the order', 'Small print', '1F-B-12']) {
      expect(made.html).toContain(part);
    }
  });

  it('MAIL-4 escapes everything that was put in', () => {
    expect(made.html).not.toContain('<script');
    expect(made.html).not.toContain('<b>');
    expect(made.html).not.toContain('<Cats');
    expect(made.html).toContain('Cats &amp; &quot;Dogs&quot;');
    expect(made.html).toContain('href="https://shop.example/orders/1?a=1&amp;b=&quot;&gt;');
    expect(made.html).toContain('&#39;more&#39;');
  });

  it('MAIL-4 leaves out what there is not', () => {
    const bare = letter({ locale: 'ko', heading: '안녕하세요', paragraphs: ['한 줄'] });
    expect(bare.text).toBe('안녕하세요\n\n한 줄\n\n-- \nTicket-Flow\n');
    expect(bare.html).not.toMatch(/<table|<a /);
    expect(bare.html).toContain('lang="ko"');
  });

  it('MAIL-4 tells times in the given zone, by its name', () => {
    const at = Date.UTC(2027, 0, 15, 7, 59);
    expect(timeInLetter(at, 'ko', 'Asia/Seoul')).toMatch(/2027년 1월 15일.*16:59.*(한국|대한민국)/);
    expect(timeInLetter(at, 'en', 'Asia/Seoul')).toMatch(/15 January 2027.*16:59.*Korea/);
    expect(timeInLetter(at, 'en', 'Europe/London')).toMatch(/07:59.*United Kingdom/);
  });
});
