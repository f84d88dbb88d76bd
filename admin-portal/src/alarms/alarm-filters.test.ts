import { describe, expect, it } from 'vitest';
import { sampleAlarm } from '../test/sample-alarm';
import {
  type AlarmFilters,
  filtersFromSearch,
  hasChips,
  matches,
  noFilters,
  queryOf,
  searchWithFilters,
} from './alarm-filters';

const now = Date.parse('2026-11-21T10:30:00Z');
const later = '2026-11-21T11:00:00.000Z';

describe('filters of the console', () => {
  it('live in the address, beside what else is there', () => {
    const filters: AlarmFilters = {
      view: 'shelved',
      priorities: ['critical', 'low'],
      kinds: ['stuck'],
      q: 'miller',
      sensorId: null,
    };
    const search = searchWithFilters('?in=m1&alarm=a1', filters);
    expect(filtersFromSearch(search)).toEqual(filters);
    expect(new URLSearchParams(search).get('in')).toBe('m1');
    expect(searchWithFilters('?in=m1', noFilters)).toBe('?in=m1');
    expect(filtersFromSearch('?view=nonsense&priority=huge,low')).toEqual({ ...noFilters, priorities: ['low'] });
  });

  it('become a query of the API', () => {
    expect(queryOf({ ...noFilters, view: 'unacked' }, 'm1', 'since')).toMatchObject({
      open: true,
      shelved: false,
      state: ['active_unacked', 'cleared_unacked'],
      municipalityId: 'm1',
      from: undefined,
    });
    expect(queryOf({ ...noFilters, view: 'history' }, null, 'since')).toMatchObject({
      historical: false,
      from: 'since',
    });
    expect(queryOf({ ...noFilters, view: 'historical' }, null, 'since')).toMatchObject({
      historical: true,
      from: 'since',
    });
  });

  it('decide about alarms that arrive live as the server would', () => {
    const alarm = sampleAlarm({ municipalityId: 'm1' });
    expect(matches(alarm, noFilters, 'm1', now)).toBe(true);
    expect(matches(alarm, noFilters, 'm2', now)).toBe(false);
    expect(matches({ ...alarm, state: 'normal' }, noFilters, null, now)).toBe(false);
    expect(matches({ ...alarm, shelvedUntil: later }, noFilters, null, now)).toBe(false);
    expect(matches({ ...alarm, shelvedUntil: later }, { ...noFilters, view: 'shelved' }, null, now)).toBe(true);
    expect(matches({ ...alarm, state: 'active_acked' }, { ...noFilters, view: 'unacked' }, null, now)).toBe(false);
    expect(matches(alarm, { ...noFilters, priorities: ['low'] }, null, now)).toBe(false);
    expect(matches(alarm, { ...noFilters, kinds: ['threshold'], q: 'MILLER' }, null, now)).toBe(true);
    expect(matches(alarm, { ...noFilters, q: 'nowhere' }, null, now)).toBe(false);
    expect(matches(alarm, { ...noFilters, sensorId: 'other' }, null, now)).toBe(false);
  });

  it('know when something narrows the view', () => {
    expect(hasChips({ ...noFilters, view: 'history' })).toBe(false);
    expect(hasChips({ ...noFilters, q: ' x ' })).toBe(true);
  });
});
