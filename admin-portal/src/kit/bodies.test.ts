import { describe, expect, it } from 'vitest';
import { browserOf } from '../account/browser-of';
import { keyState } from '../api-keys/api-key';
import { apiKeyBody } from '../api-keys/api-key-create';
import { flatAttributes } from '../assets/asset';
import { assetBody } from '../assets/asset-body';
import { protocolName } from '../devices/device';
import { boundsShape, importBody } from '../municipalities/import-body';
import { readableBytes } from '../quarantine/quarantine';
import { csvRows } from '../sensors/csv-rows';
import { nearest } from '../sensors/chart-readout';
import { sensorBody, sensorFaults } from '../sensors/sensor-values';
import { withoutOwnScope } from '../users/scope-input';

describe('what forms send', () => {
  it('leaves out detection settings that take the default, and keeps null for off', () => {
    const body = sensorBody({
      code: 'P1',
      detection: { enabled: true, onDelayS: null, deadbandPercent: 3, stuckMinutes: null, ratePerMin: undefined },
    });
    expect(body.detection).toEqual({ enabled: true, deadbandPercent: 3, stuckMinutes: null });
    expect(body.thresholds).toEqual({ lowLow: null, low: null, high: null, highHigh: null });
  });

  it('finds limits and ranges that do not rise', () => {
    expect(
      sensorFaults({ thresholds: { lowLow: 5, low: null, high: 4, highHigh: 9 }, rangeMin: 3, rangeMax: 3 }),
    ).toEqual({
      thresholds: { high: 'sensors.limits_rise' },
      rangeMax: 'sensors.range_rises',
    });
    expect(
      sensorFaults({ thresholds: { lowLow: 1, low: 2, high: 3, highHigh: 4 }, rangeMin: null, rangeMax: 10 }),
    ).toEqual({});
    expect(sensorFaults({})).toEqual({});
  });

  it('makes a clicked place a geometry', () => {
    expect(assetBody({ code: 'V1', point: { lon: 1, lat: 2 } })).toEqual({
      code: 'V1',
      geometry: { type: 'Point', coordinates: [1, 2] },
    });
    expect(assetBody({ code: 'V1' })).toEqual({ code: 'V1' });
  });

  it('shows of an imported asset only what it does not say itself', () => {
    const attributes = { epanet: { id: 'B1', order: 304, length: 174.9, roughness: 121, comment: 'x' }, owner: 'City' };
    expect(flatAttributes(attributes)).toEqual([
      ['epanet.id', 'B1'],
      ['epanet.roughness', '121'],
      ['owner', 'City'],
    ]);
  });

  it('writes protocols as their makers do', () => {
    expect(['coap', 'lorawan', 'mqtt', 'http'].map(protocolName)).toEqual(['CoAP', 'LoRaWAN', 'MQTT', 'HTTP']);
  });

  it('leaves the own home to the server', () => {
    expect(withoutOwnScope({ name: 'x', scopeId: 'n' }, 'n')).toEqual({ name: 'x' });
    expect(withoutOwnScope({ name: 'x', scopeId: 'm' }, 'n')).toEqual({ name: 'x', scopeId: 'm' });
  });

  it('lets a key end with its day', () => {
    expect(apiKeyBody({ name: 'k', expiresOn: '2027-01-31' })).toEqual({
      name: 'k',
      expiresAt: new Date('2027-01-31T23:59:59').toISOString(),
    });
    expect(apiKeyBody({ name: 'k', expiresOn: null })).toEqual({ name: 'k' });
  });

  it('describes an import, and the rectangle it will fill', () => {
    const draft = {
      fileName: 'n.inp',
      inp: '[TITLE]',
      anchor: { lon: 4, lat: 52 },
      metresPerUnit: 1,
      rotationDeg: 10,
      zoneName: ' North ',
      replace: false,
    };
    expect(importBody(draft, true)).toEqual({
      inp: '[TITLE]',
      placement: { anchor: { lon: 4, lat: 52 }, metresPerUnit: 1, rotationDeg: 10 },
      dryRun: true,
      zoneName: 'North',
    });
    expect(importBody({ ...draft, zoneName: '', replace: true }, false)).toMatchObject({
      dryRun: false,
      replace: true,
    });
    expect(boundsShape([1, 2, 3, 4]).coordinates[0]).toHaveLength(5);
  });
});

describe('what screens read', () => {
  it('tells the state of a key', () => {
    const now = Date.parse('2026-11-21T10:00:00Z');
    expect(keyState({ revokedAt: null, expiresAt: '2026-12-01T00:00:00Z' }, now)).toBe('active');
    expect(keyState({ revokedAt: null, expiresAt: '2026-11-01T00:00:00Z' }, now)).toBe('expired');
    expect(keyState({ revokedAt: '2026-11-02T00:00:00Z', expiresAt: '2026-12-01T00:00:00Z' }, now)).toBe('revoked');
  });

  it('shows a refused message as JSON, text or bytes', () => {
    expect(readableBytes(btoa('{"a":1}'))).toEqual({ text: '{\n  "a": 1\n}', kind: 'json' });
    expect(readableBytes(btoa('hello'))).toEqual({ text: 'hello', kind: 'text' });
    expect(readableBytes(btoa('\u00ff\u0000\u0010'))).toEqual({ text: 'ff 00 10', kind: 'bytes' });
  });

  it('names a browser in two words', () => {
    expect(
      browserOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36'),
    ).toBe('Chrome, Linux');
    expect(browserOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18 Mobile Safari/604.1')).toBe('Safari, iOS');
    expect(browserOf('curl/8.9.1')).toBe('curl/8.9.1');
    expect(browserOf(null)).toBeNull();
  });

  it('finds the reading nearest to a time', () => {
    const times = ['2026-11-21T10:00:00Z', '2026-11-21T10:01:00Z', '2026-11-21T10:10:00Z'];
    expect(nearest(times, Date.parse('2026-11-21T10:00:40Z'))).toBe(1);
    expect(nearest(times, Date.parse('2026-11-21T12:00:00Z'))).toBe(2);
    expect(nearest(times, Date.parse('2026-11-21T09:00:00Z'))).toBe(0);
    expect(nearest([], 0)).toBe(-1);
  });

  it('writes readings and buckets as rows of a file', () => {
    const readings = {
      unit: 'kPa',
      from: '',
      to: '',
      bucketS: null,
      times: ['t1'],
      mean: [350],
      min: [350],
      max: [350],
      quality: [4],
      count: [1],
    };
    expect(csvRows(readings, 'bar', (value) => value / 100)).toEqual([
      ['time', 'value', 'unit', 'quality'],
      ['t1', 3.5, 'bar', 'bad'],
    ]);
    expect(csvRows({ ...readings, bucketS: 900, quality: [0] }, 'kPa', (value) => value)[1]).toEqual([
      't1',
      350,
      350,
      350,
      'kPa',
      'good',
      1,
      900,
    ]);
  });
});
