import type { I18nProvider, TranslationMessages } from 'ra-core';
import polyglotI18nProvider from 'ra-i18n-polyglot';
import { loadMessages } from './catalogue';
import { LANGUAGES, type Language, rememberLanguage, toLanguage } from './languages';

/** The translator, with the first language already loaded (the first paint then has its words). */
export async function buildI18nProvider(first: Language): Promise<I18nProvider> {
  const firstMessages = await loadMessages(first);
  const texts = (locale: string) =>
    (locale === first ? firstMessages : loadMessages(toLanguage(locale) ?? 'en')) as unknown as TranslationMessages;
  const provider = polyglotI18nProvider(texts, first, [...LANGUAGES], { allowMissing: true, onMissingKey: readable });
  return {
    ...provider,
    changeLocale: async (locale: string) => {
      const language = toLanguage(locale) ?? 'en';
      await provider.changeLocale(language);
      rememberLanguage(language);
    },
  };
}

/** The last resort for a key without text: its last part in plain words. */
function readable(key: string): string {
  const last = key.split('.').at(-1) ?? key;
  const words = last.replaceAll('_', ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
