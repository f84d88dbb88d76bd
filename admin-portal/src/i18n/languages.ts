/** The languages the portal speaks; each names itself. */
export const LANGUAGES = [
  { locale: 'en', name: 'English' },
  { locale: 'es', name: 'Español' },
  { locale: 'fr', name: 'Français' },
  { locale: 'ar', name: 'العربية' },
] as const;

export type Language = (typeof LANGUAGES)[number]['locale'];

const KEY = 'hydrant.language';

/** Narrows any tag (`fr-CA`) to a language of the portal, or null. */
export function toLanguage(tag: string | null | undefined): Language | null {
  const base = tag?.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language.locale === base)?.locale ?? null;
}

/** The language chosen on this device, or null when never chosen. */
export function chosenLanguage(): Language | null {
  try {
    return toLanguage(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Remembers a choice of language on this device. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage the choice lasts for this page.
  }
}

/** The language to start in: the chosen one, else the first the browser asks for that we have, else English. */
export function initialLanguage(wanted: readonly string[] = navigator.languages): Language {
  return chosenLanguage() ?? wanted.map(toLanguage).find((language) => language !== null) ?? 'en';
}

/** Writing direction of a language. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return toLanguage(locale) === 'ar' ? 'rtl' : 'ltr';
}

/** Tag for Intl: Arabic with Latin digits, as telemetry displays have them. */
export function intlTag(locale: string): string {
  return toLanguage(locale) === 'ar' ? 'ar-u-nu-latn' : locale;
}
