import type { Language } from './languages';

/** A tree of texts. `%{name}` is filled in; `one |||| many` is chosen by `smart_count`. */
export interface Messages {
  [key: string]: string | Messages;
}

/** The same tree with any words: the type of a translation of `T`. */
export type Translated<T> = { [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

type Loader = () => Promise<{ default: Messages }>;

const files: Readonly<Record<string, Loader>> = import.meta.glob<{ default: Messages }>('../*/messages/*.ts');

/** Merges `extra` into `base`; where both have a text, `extra` wins. */
export function mergeMessages(base: Messages, extra: Messages): Messages {
  const merged: Messages = { ...base };
  for (const [key, value] of Object.entries(extra)) {
    const existing = merged[key];
    merged[key] = typeof value === 'object' && typeof existing === 'object' ? mergeMessages(existing, value) : value;
  }
  return merged;
}

async function loadOne(language: Language): Promise<Messages> {
  const wanted = Object.entries(files).filter(([path]) => path.endsWith(`/${language}.ts`));
  const parts = await Promise.all(wanted.map(([, load]) => load()));
  return parts.reduce<Messages>((all, part) => mergeMessages(all, part.default), {});
}

const loaded = new Map<Language, Promise<Messages>>();

/** All texts of a language, from every folder's `messages/<language>.ts`. */
export function loadMessages(language: Language): Promise<Messages> {
  let messages = loaded.get(language);
  if (!messages) {
    messages = loadOne(language);
    loaded.set(language, messages);
  }
  return messages;
}
