import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeApi } from '../test/fake-api';
import { renderInPortal } from '../test/render';
import { detailText } from './health-data';
import { HealthPage } from './health-page';

const jobs = {
  store: 'postgresql',
  queues: [{ name: 'upkeep', waiting: 1, active: 0, delayed: 2, failed: 3 }],
  jobs: [
    {
      name: 'retention',
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
    expect(parts).toEqual(['Message brokererror: refusedDown', 'DatabaselatencyMs: 2Up']);
    expect(await screen.findByText('disk is full')).toBeInTheDocument();
  });

  it('writes details as short text', () => {
    expect(detailText({ status: 'up', a: 1, b: null, c: { d: 2 } })).toBe('a: 1 · c: {"d":2}');
  });
});
