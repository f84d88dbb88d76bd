import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeApi } from '../test/fake-api';
import { renderInPortal } from '../test/render';
import { buildI18nProvider } from '../i18n/i18n-provider';
import { formatNumber } from '../i18n/format';
import { HealthPage } from './health-page';
import { dependencyName, labelledDetails, scheduleText, type Writer } from './health-text';

const jobs = {
  store: 'postgresql',
  queues: [{ name: 'upkeep', waiting: 1, active: 0, delayed: 2, failed: 3 }],
  jobs: [
    {
      name: 'telemetry.retention',
      description: 'Drops old readings',
      schedule: 'every 60 s',
      nextRunAt: null,
      lastRun: {
        finishedAt: '2026-01-01T00:00:00Z',
        outcome: 'failed',
        milliseconds: 5,
        result: null,
        error: 'disk is full',
      },
    },
  ],
};

describe('the health page', () => {
  it('shows what is down even when the answer is 503, worst first', async () => {
    fakeApi({
      'GET /health/ready': () => ({
        status: 503,
        body: {
          status: 'error',
          dependencies: { database: { status: 'up', latencyMs: 2 }, broker: { status: 'down', error: 'refused' } },
        },
      }),
      'GET /api/v1/system/jobs': () => ({ body: jobs }),
    });
    await renderInPortal(<HealthPage />);
    expect(await screen.findByText('1 part needs attention')).toBeInTheDocument();
    const parts = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(parts).toEqual(['Message brokerErrorrefusedDown', 'DatabaseAnswered in2 msUp']);
    expect(await screen.findByText('disk is full')).toBeInTheDocument();
  });

  it('has names for the work, and tables that the keyboard can scroll', async () => {
    fakeApi({
      'GET /health/ready': () => ({ body: { status: 'ok', dependencies: {} } }),
      'GET /api/v1/system/jobs': () => ({ body: jobs }),
    });
    await renderInPortal(<HealthPage />);
    expect(await screen.findByText('Old readings')).toBeInTheDocument();
    expect(screen.getByText('every 1 min')).toBeInTheDocument();
    expect(screen.getByText('Upkeep')).toBeInTheDocument();
    for (const name of ['Background work', 'Queues']) {
      const region = screen.getAllByRole('group', { name }).find((element) => element.tabIndex === 0);
      region?.focus();
      expect(region).toHaveFocus();
    }
  });
});

describe('the words of the health page', () => {
  const writer = async (): Promise<Writer> => ({
    translate: (await buildI18nProvider('en')).translate,
    format: { number: (value, options) => formatNumber(value, 'en', options) },
  });

  it('labels every detail and flattens what is nested', async () => {
    const own = await writer();
    const text = (dependency: Parameters<typeof labelledDetails>[0]) =>
      labelledDetails(dependency, own).map(({ label, value }) => `${label} = ${value}`);
    expect(
      text({
        status: 'degraded',
        'gateway-mqtt': { status: 'up', details: { port: 1883, clients: 1200, pending: 0 } },
        'gateway-http': { status: 'down', reason: 'stopped' },
      }),
    ).toEqual([
      'MQTT gateway = Up · Port: 1883 · Connected devices: 1,200 · Messages waiting: 0',
      'HTTP gateway = Down · Reason: stopped',
    ]);
    expect(text({ status: 'up', usable: true, notLeakproof: [], lastSeenRow: 7, gone: null })).toEqual([
      'Index usable = Yes',
      'Functions not marked leakproof = None',
      'Last seen row = 7',
    ]);
    expect(text({ status: 'up', store: 'redis' })).toEqual(['Queues = kept in Redis']);
    expect(dependencyName('spatialIndex', own.translate)).toBe('Spatial index');
    expect(dependencyName('objectStore', own.translate)).toBe('Object store');
  });

  it('says when a job runs', async () => {
    const own = await writer();
    expect(scheduleText('every 21600 s', own)).toBe('every 6 hr');
    expect(scheduleText('every 90 s', own)).toBe('every 90 sec');
    expect(scheduleText('17 3 * * *', own)).toBe('every day at 03:17 UTC');
    expect(scheduleText('0 3 * * 1', own)).toBe('0 3 * * 1');
    expect(scheduleText(null, own)).toBe('When asked');
  });

  it('writes ports as names, not as amounts', async () => {
    const { translate } = await buildI18nProvider('en');
    const writer: Writer = { translate, format: { number: (value, options) => formatNumber(value, 'en', options) } };
    const dependency = {
      status: 'up' as const,
      details: { 'gateway-coap': { status: 'up', securePort: 5684, dtlsSessions: 1200 } },
    };
    expect(labelledDetails(dependency, writer)).toEqual([
      { key: 'gateway-coap', label: 'CoAP gateway', value: 'Up · Secure port: 5684 · DTLS sessions: 1,200' },
    ]);
  });
});
