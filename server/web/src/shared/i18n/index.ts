import type { Locale } from '@ticket-flow/client';
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en.ts';
import { ko } from './ko.ts';
import type { Table } from './table.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Table };
  }
}

const REMEMBERED = 'ticket-flow.locale';

function rememberedLocale(): Locale {
  return readStorage(REMEMBERED) === 'en' ? 'en' : 'ko';
}

/** Storage may be forbidden; then the choice lasts as long as the page. */
export function readStorage(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeStorage(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing to do: see readStorage.
  }
}

/** Prepares the texts; `onLocale` is told at once and after every change. */
export async function startI18n(onLocale: (locale: Locale) => void): Promise<void> {
  const announce = (): void => {
    document.documentElement.lang = i18next.language;
    onLocale(currentLocale());
  };
  await i18next.use(initReactI18next).init({
    lng: rememberedLocale(),
    fallbackLng: false,
    resources: { ko: { translation: ko }, en: { translation: en } },
    // React escapes by itself.
    interpolation: { escapeValue: false },
  });
  i18next.on('languageChanged', announce);
  announce();
}

export function currentLocale(): Locale {
  return i18next.language === 'en' ? 'en' : 'ko';
}

export function useLocale(): { locale: Locale; toggle: () => void } {
  const { i18n } = useTranslation();
  const locale: Locale = i18n.language === 'en' ? 'en' : 'ko';
  const toggle = useCallback(() => {
    const next = locale === 'ko' ? 'en' : 'ko';
    writeStorage(REMEMBERED, next);
    void i18n.changeLanguage(next);
  }, [i18n, locale]);
  return { locale, toggle };
}
