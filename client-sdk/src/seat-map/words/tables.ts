import type { Messages } from './messages.ts';

/** Fetched when they are needed: a page speaks one language at a time. */
const TABLES: Readonly<Record<string, () => Promise<Messages>>> = {
  ko: async () => (await import('./ko.ts')).ko,
  en: async () => (await import('./en.ts')).en,
};
const OTHERWISE = 'en';

/** The texts of a language, English for one we don't speak, with the page's own over them. */
export async function loadTable(locale: string, own: Partial<Messages> = {}): Promise<Messages> {
  const [language = OTHERWISE] = locale.split('-');
  const load = TABLES[language] ?? TABLES[OTHERWISE];
  return { ...((await load?.()) as Messages), ...own };
}
