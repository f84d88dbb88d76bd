import { describe, expect, it } from 'vitest';
import type { Finding } from '../data/types';
import { formatNumber, formatQuantity, formatTime } from '../i18n/format';
import { loadMessages } from '../i18n/catalogue';
import type { Format } from '../i18n/use-format';
import { sampleAlarm } from '../test/sample-alarm';
import { findingWords, isFinding } from './finding-text';

const finding = (change: Partial<Finding>): Finding => ({
  code: 'course.step',
  values: {},
  names: [],
  since: null,
  moment: null,
  ...change,
});

async function reader(locale: string) {
  const tree = await loadMessages(locale as 'en');
  const translate = (key: string, options: Record<string, string>): string => {
    const text = key
      .split('.')
      .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], tree);
    return typeof text === 'string'
      ? text.replaceAll(/%\{(\w+)\}/g, (_, name: string) => options[name] ?? '')
      : (options['_'] ?? '');
  };
  const format = {
    locale,
    number: (value: number) => formatNumber(value, locale),
    quantity: (value: number | null, unit: string | null) => formatQuantity(value, unit, locale),
    time: (time: string, style: 'day', zone: string | null) => formatTime(time, locale, style, zone),
  } as unknown as Format;
  return { translate, format, zone: 'Europe/Madrid' };
}
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('what was found', () => {
  it('is told in the unit that the sensor is shown in', async () => {
    const alarm = sampleAlarm({ kind: 'anomaly', displayUnit: 'bar' });
    const kPa = (value: number) => ({ value, unit: 'kPa' });
    const found = finding({ values: { seen: kPa(712), lower: kPa(400), upper: kPa(450) } });
    expect(plain(findingWords(found, alarm, await reader('en')))).toBe(
      'Has made a step, to 7.12 bar. 4.00 bar to 4.50 bar was expected.',
    );
  });

  it('is told in the language of the reader, with the time of the place', async () => {
    const alarm = sampleAlarm({ kind: 'leak', quantity: 'volume', unit: 'm3', displayUnit: 'L' });
    const rate = (value: number) => ({ value, unit: 'm3/h' });
    const found = finding({
      code: 'leak.night',
      names: ['Distrito 1'],
      values: { rate: rate(5.25), uncertainty: rate(1) },
      since: '2026-06-15T23:00:00.000Z',
    });
    expect(plain(findingWords(found, alarm, await reader('es')))).toBe(
      'Distrito 1 pierde 5,3 m³/h ± 1,0 m³/h más de noche: probablemente una fuga. Desde 16 jun, 01:00, aproximadamente.',
    );
    expect(findingWords(found, alarm, await reader('ar'))).toContain('\u2068Distrito 1\u2069');
  });

  it('names the moment and the sensors beside, as models do', async () => {
    const values = { seen: { value: 9, unit: 'kPa' }, expected: { value: 5, unit: 'kPa' } };
    const alarm = sampleAlarm({ kind: 'model' });
    const monday = finding({ code: 'model.time_of_week', values, moment: { weekday: 0, hour: 3, holiday: false } });
    expect(plain(findingWords(monday, alarm, await reader('en')))).toMatch(
      /^On a Monday around .*, about 5\.0 kPa is usual/,
    );
    const beside = finding({ code: 'model.neighbours', values, names: ['North', 'South'] });
    expect(findingWords(beside, alarm, await reader('fr'))).toContain('North et South');
  });

  it('falls back on the sentence for what it does not know', async () => {
    const alarm = sampleAlarm({ kind: 'twin', message: 'Something new' });
    expect(findingWords(finding({ code: 'twin.something_new' }), alarm, await reader('en'))).toBe('Something new');
  });

  it('is there for kinds that value and limit do not explain', () => {
    expect(isFinding(sampleAlarm())).toBe(false);
    expect(isFinding(sampleAlarm({ kind: 'leak' }))).toBe(true);
  });
});
