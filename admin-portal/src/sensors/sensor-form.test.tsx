import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Form } from 'ra-core';
import { useWatch } from 'react-hook-form';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeApi } from '../test/fake-api';
import '../test/patience';
import { renderInPortal } from '../test/render';
import { SensorFields } from './sensor-form';

vi.mock('../kit/mini-map', () => ({ MiniMap: ({ label }: { label: string }) => <div>{label}</div> }));

const held: { values: Record<string, unknown> } = { values: {} };

function Held() {
  held.values = useWatch();
  return null;
}

const open = (displayUnit: string) =>
  renderInPortal(
    <Form
      record={{
        id: 's1',
        quantity: 'pressure',
        displayUnit,
        thresholds: { lowLow: null, low: 200, high: 600, highHigh: null },
        detection: { ratePerMin: 50 },
      }}
    >
      <SensorFields isNew />
      <Held />
    </Form>,
  );

describe('the form of a sensor', () => {
  beforeEach(() => void fakeApi({}));

  it('takes limits in the unit the sensor is shown in, and holds them in the stored one', async () => {
    await open('bar');
    const high = await screen.findByLabelText('High');
    expect(high).toHaveValue(6);
    await userEvent.clear(high);
    await userEvent.type(high, '6.05');
    expect(high).toHaveValue(6.05);
    const rate = screen.getByLabelText('Value');
    expect(rate).toHaveValue(0.5);
    await userEvent.clear(rate);
    await userEvent.type(rate, '0.7');
    expect(held.values).toMatchObject({ thresholds: { low: 200, high: 605 }, detection: { ratePerMin: 70 } });
  });

  it('shows the same limits in another unit when one is chosen', async () => {
    await open('kPa');
    expect(await screen.findByLabelText('Low')).toHaveValue(200);
    await userEvent.click(screen.getByRole('combobox', { name: /Shown in/ }));
    await userEvent.click(screen.getByRole('option', { name: 'psi' }));
    expect(screen.getByLabelText('Low')).toHaveValue(29.00754755);
    expect(held.values).toMatchObject({ displayUnit: '[psi]', thresholds: { low: 200 } });
  });

  it('lets go of a unit that the chosen quantity is not measured in', async () => {
    await open('bar');
    await userEvent.click(await screen.findByRole('combobox', { name: /Quantity/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Flow' }));
    expect(held.values).toMatchObject({ quantity: 'flow', displayUnit: null });
  });

  it('leaves a number as it is typed', async () => {
    await open('bar');
    const low = await screen.findByLabelText('Low');
    fireEvent.change(low, { target: { value: '2.0' } });
    expect((low as HTMLInputElement).value).toBe('2.0');
    fireEvent.change(low, { target: { value: '' } });
    expect(held.values).toMatchObject({ thresholds: { low: null } });
  });
});
