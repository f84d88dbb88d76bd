import { useTranslate } from 'ra-core';
import type { Alarm, Finding } from '../data/types';
import { directionOf, intlTag, toLanguage } from '../i18n/languages';
import { type Format, useFormat } from '../i18n/use-format';
import { momentWords } from '../models/moment-words';
import { changeConverter, converter, shownUnit } from '../sensors/chart/units';

/** What something was found of, and how its sensor is shown. */
export type Found = Pick<Alarm, 'quantity' | 'unit' | 'displayUnit' | 'message' | 'finding'>;

const explained: ReadonlySet<Alarm['kind']> = new Set(['anomaly', 'model', 'twin', 'leak']);

/** Whether there is more to tell of an alarm than its value and limit. */
export function isFinding({ kind, finding }: Pick<Alarm, 'kind' | 'finding'>): boolean {
  return finding !== null || explained.has(kind);
}

/** What was found, in the reader's language and units; the English sentence where only that is known. */
export function FindingText({ about, zone }: { about: Found; zone: string | null }) {
  const translate = useTranslate();
  const format = useFormat();
  if (about.finding === null) {
    return (
      <span lang="en" dir="auto">
        {about.message}
      </span>
    );
  }
  return <>{findingWords(about.finding, about, { translate, format, zone })}</>;
}

interface Reader {
  translate: (key: string, options: Record<string, string>) => string;
  format: Format;
  /** IANA; null: the reader's own. */
  zone: string | null;
}

/** A finding in words. A code that the portal does not know yet falls back on the English sentence. */
export function findingWords(finding: Finding, about: Found, { translate, format, zone }: Reader): string {
  const { code, values, names, since, moment } = finding;
  // Names and numbers keep their own direction within a sentence that runs from right to left.
  const isRtl = directionOf(toLanguage(format.locale) ?? 'en') === 'rtl';
  const apart = (text: string) => (isRtl ? `\u2068${text}\u2069` : text);
  const amount = (role: string) => apart(format.quantity(...shown(values[role], role, about)));
  const list = apart(new Intl.ListFormat(intlTag(format.locale)).format(names));
  const key = code.startsWith('model.') ? `models.reason.${code.slice(6)}` : `alarms.finding.${code}`;
  const sentences = [
    translate(key, {
      _: about.message,
      when: moment === null ? '' : momentWords(moment, format.locale, translate),
      name: list,
      neighbours: list,
      seen: amount('seen'),
      expected: amount('expected'),
      surplus: amount('surplus'),
      rate: amount('rate'),
      uncertainty: amount('uncertainty'),
    }),
  ];
  if (values.lower && values.upper) {
    sentences.push(translate('alarms.finding.band', { lower: amount('lower'), upper: amount('upper') }));
  }
  if (since !== null) sentences.push(translate('alarms.finding.since', { time: format.time(since, 'day', zone) }));
  return sentences.join(' ');
}

/** Roles that are differences of two values: the zero point of a scale does not matter for them. */
const differences: ReadonlySet<string> = new Set(['surplus', 'rate', 'uncertainty']);

/** A number of a finding as its sensor is shown; one in the unit of something else stays in it. */
function shown(
  given: { value: number; unit: string } | undefined,
  role: string,
  { quantity, unit, displayUnit }: Found,
): [value: number | null, unit: string | null] {
  if (given === undefined) return [null, null];
  if (given.unit !== unit) return [given.value, given.unit];
  const wanted = shownUnit(quantity, displayUnit);
  const convert = (differences.has(role) ? changeConverter : converter)(quantity, wanted);
  return [convert(given.value), wanted];
}
