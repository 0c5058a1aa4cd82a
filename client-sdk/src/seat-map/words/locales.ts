import type { Locale } from '../../protocol/index.ts';

/** `en_US` as Java and PHP write it; Intl throws on what it cannot read. */
export function tagOf(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Languages in which the server keeps names; it answers others in its own first one. */
export function isServed(locale: string): locale is Locale {
  return locale === 'ko' || locale === 'en';
}
