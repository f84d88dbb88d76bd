import type { Alarm } from '../data/types';

/** An alarm as the API answers it, at 10:00 UTC on a November day; `change` says what is different. */
export function sampleAlarm(change: Partial<Alarm> = {}): Alarm {
  return {
    id: '01930000-0000-7000-8000-00000000000a',
    municipalityId: '01930000-0000-7000-8000-0000000000m1',
    sensorId: '01930000-0000-7000-8000-0000000000s1',
    sensorCode: 'VAL-P-014',
    sensorName: 'Pressure at Miller Street',
    quantity: 'pressure',
    kind: 'threshold',
    limitName: 'lowLow',
    priority: 'critical',
    state: 'active_unacked',
    shelvedUntil: null,
    shelveReason: null,
    oneShotShelved: false,
    suppressed: false,
    outOfService: false,
    historical: false,
    value: 142.04,
    limit: 150,
    unit: 'kPa',
    displayUnit: 'kPa',
    message: 'Pressure at Miller Street fell below its low low limit',
    occurrences: 1,
    raisedAt: '2026-11-21T10:00:00.000Z',
    ackedAt: null,
    ackedBy: null,
    clearedAt: null,
    resolvedAt: null,
    cause: null,
    owner: null,
    location: { lon: 4.9, lat: 52.1 },
    version: 1,
    ...change,
  };
}
