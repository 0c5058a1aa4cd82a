/** The languages letters are written in. */
export type LetterLocale = 'ko' | 'en';

/** What a letter says; all of it plain text, escaped where it must be. */
export interface LetterContent {
  readonly locale: LetterLocale;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Shown below the first paragraphs; in plain text the address is written out. */
  readonly table?: readonly LetterRow[];
  readonly button?: { readonly label: string; readonly url: string };
  /** Small print at the end. */
  readonly notes?: readonly string[];
}

export interface LetterRow {
  readonly label: string;
  readonly value: string;
}

export interface Letter {
  readonly text: string;
  readonly html: string;
}

const SENDER = 'Ticket-Flow';
const FONT =
  "font-family:Pretendard,-apple-system,'Apple SD Gothic Neo','Malgun Gothic','Segoe UI',sans-serif";
const INK = '#1a1a24';
const QUIET = '#5c5c6b';
const LINE = '#e3e3ea';
const ACCENT = '#4b3fd6';

/** MAIL-4: the same words twice, for readers of plain text and of HTML. */
export function letter(content: LetterContent): Letter {
  return { text: asText(content), html: asHtml(content) };
}

function asText({ heading, paragraphs, table = [], button, notes = [] }: LetterContent): string {
  const rows = table.map(({ label, value }) => `${label}: ${value}`).join('\n');
  const link = button && `${button.label}:\n${button.url}`;
  const parts = [heading, ...paragraphs, rows, link, ...notes, `-- \n${SENDER}`];
  return `${parts.filter((part) => part).join('\n\n')}\n`;
}

function asHtml({ locale, heading, paragraphs, ...rest }: LetterContent): string {
  const { table = [], button, notes = [] } = rest;
  const body = [
    `<p style="margin:0 0 24px;font-size:14px;font-weight:700;color:${ACCENT}">${SENDER}</p>`,
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.4;color:${INK}">${escape(heading)}</h1>`,
    ...paragraphs.map((text) => paragraph(text, `font-size:16px;color:${INK}`)),
    table.length > 0 ? tableOf(table) : '',
    button ? buttonOf(button) : '',
    ...notes.map((text) => paragraph(text, `font-size:13px;color:${QUIET}`)),
  ];
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escape(heading)}</title></head>`,
    `<body style="margin:0;padding:24px 12px;background:#f6f6f9;${FONT};word-break:keep-all">`,
    '<div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff;',
    `border:1px solid ${LINE};border-radius:12px">`,
    ...body,
    '</div></body></html>',
  ].join('');
}

function paragraph(text: string, style: string): string {
  const lines = escape(text).replaceAll('\n', '<br>');
  return `<p style="margin:0 0 16px;line-height:1.6;${style}">${lines}</p>`;
}

function tableOf(rows: readonly LetterRow[]): string {
  const cell = `padding:8px 0;border-top:1px solid ${LINE};font-size:15px;vertical-align:top`;
  const lines = rows.map(
    ({ label, value }) =>
      `<tr><td style="${cell};padding-right:16px;white-space:nowrap;color:${QUIET}">` +
      `${escape(label)}</td><td style="${cell};color:${INK}">${escape(value)}</td></tr>`,
  );
  const style = 'width:100%;margin:8px 0 24px;border-collapse:collapse';
  return `<table role="presentation" style="${style}">${lines.join('')}</table>`;
}

/** The address stands below as well: some readers show buttons as nothing. */
function buttonOf({ label, url }: { readonly label: string; readonly url: string }): string {
  const href = escape(url);
  const style =
    `display:inline-block;padding:14px 24px;background:${ACCENT};color:#ffffff;` +
    'border-radius:8px;font-size:16px;font-weight:700;text-decoration:none';
  return (
    `<p style="margin:24px 0 12px"><a href="${href}" style="${style}">${escape(label)}</a></p>` +
    `<p style="margin:0 0 24px;font-size:13px;word-break:break-all">` +
    `<a href="${href}" style="color:${QUIET}">${href}</a></p>`
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const TAGS: Readonly<Record<LetterLocale, string>> = { ko: 'ko-KR', en: 'en-GB' };

/** A point in time in a zone, named: `Fri, 15 January 2027 at 16:59 Korean Standard Time`. */
export function timeInLetter(atMs: number, locale: LetterLocale, timeZone: string): string {
  return new Intl.DateTimeFormat(TAGS[locale], {
    ...{ timeZone, timeZoneName: 'longGeneric', hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).format(atMs);
}
