import { useLocaleState, useLogout, useTranslate } from 'ra-core';
import { useNavigate } from 'react-router';
import { openHelp } from '../frame/help-state';
import { useNavItems } from '../frame/nav';
import { setScope } from '../frame/scope';
import { LANGUAGES } from '../i18n/languages';
import { setPreferences, useMode, usePreferences } from '../theme/preferences';
import type { SearchHit } from './use-search';

/** A line of the palette. */
export interface Command {
  id: string;
  /** Heading it stands under. */
  group: string;
  label: string;
  /** At the end: code, place, keys. */
  hint?: string;
  run: () => void;
}

/** Does each word of `wanted` occur in `text`? Case and accents do not matter. */
export function matches(text: string, wanted: string): boolean {
  const plain = (value: string): string => value.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const haystack = plain(text);
  return plain(wanted)
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** Pages the person may open, and the actions of the frame. */
export function useOwnCommands(): Command[] {
  const translate = useTranslate();
  const navigate = useNavigate();
  const items = useNavItems();
  const mode = useMode();
  const { density } = usePreferences();
  const [locale, setLocale] = useLocaleState();
  const logout = useLogout();
  const otherMode = mode === 'dark' ? 'light' : 'dark';
  const otherDensity = density === 'compact' ? 'comfortable' : 'compact';
  const pages = items.map((item): Command => ({
    id: item.to,
    group: translate('palette.pages'),
    label: translate(item.label),
    hint: item.shortcut?.toUpperCase(),
    run: () => void navigate(item.to),
  }));
  const action = (id: string, label: string, run: () => void): Command => ({
    id,
    group: translate('palette.actions'),
    label,
    run,
  });
  return [
    ...pages,
    action('mode', translate(`palette.theme_${otherMode}`), () => setPreferences({ mode: otherMode })),
    action('density', translate(`palette.density_${otherDensity}`), () => setPreferences({ density: otherDensity })),
    action('all', translate('overview.back'), () => setScope({ municipalityId: null })),
    ...LANGUAGES.filter((language) => language.locale !== locale).map((language) =>
      action(language.locale, language.name, () => setLocale(language.locale)),
    ),
    action('help', translate('user.shortcuts'), openHelp),
    action('out', translate('user.sign_out'), () => void logout()),
  ];
}

const pathOf: Record<SearchHit['kind'], (id: string) => string> = {
  sensor: (id) => `/sensors/${id}/show`,
  asset: (id) => `/assets/${id}/show`,
  device: (id) => `/devices/${id}/show`,
  zone: (id) => `/zones/${id}/show`,
  municipality: (id) => `/?in=${id}`,
};

/** What was found, as lines; `placeOf` names the municipality of an id. */
export function useHitCommands(hits: readonly SearchHit[], placeOf: (id: string) => string | undefined): Command[] {
  const translate = useTranslate();
  const navigate = useNavigate();
  return hits.map((hit) => ({
    id: `${hit.kind}:${hit.id}`,
    group: translate(`palette.kind.${hit.kind}`),
    label: hit.name,
    hint: [hit.code, hit.kind === 'municipality' ? undefined : placeOf(hit.municipalityId)].filter(Boolean).join(' · '),
    run: () => void navigate(pathOf[hit.kind](hit.id)),
  }));
}
