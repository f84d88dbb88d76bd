import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { sparkPath } from '../charts/sparkline';
import { ApiError } from '../data/problem';
import { renderInPortal } from '../test/render';
import { PRIORITIES } from '../theme/tokens';
import { ConfirmDialog } from './confirm-dialog';
import { FilterChips } from './filter-chips';
import { MARK_PATHS, PriorityMark } from './priority-mark';
import { ErrorState } from './states';
import { LocalTime, TimeAgo } from './time-ago';

describe('a priority mark', () => {
  it('has a shape and a name of its own for each priority', async () => {
    await renderInPortal(
      <>
        {PRIORITIES.map((priority) => (
          <PriorityMark key={priority} kind={priority} unacknowledged={priority === 'critical'} />
        ))}
      </>,
    );
    expect(screen.getAllByRole('img').map((mark) => mark.getAttribute('aria-label'))).toEqual([
      'Critical, not acknowledged',
      'High',
      'Medium',
      'Low',
    ]);
    expect(new Set(PRIORITIES.map((priority) => MARK_PATHS[priority])).size).toBe(4);
  });

  it('speaks the language of the reader', async () => {
    await renderInPortal(<PriorityMark kind="critical" label />, { language: 'ar' });
    expect(await screen.findByText('حرج')).toBeInTheDocument();
    expect(document.documentElement).toHaveAttribute('dir', 'rtl');
  });
});

describe('a dialog for what cannot be undone', () => {
  it('waits until the name has been typed', async () => {
    const onConfirm = vi.fn();
    await renderInPortal(
      <ConfirmDialog
        open
        title="Delete?"
        typed="Pump 3"
        confirmLabel="Delete"
        onConfirm={onConfirm}
        onClose={() => undefined}
      >
        Gone for good.
      </ConfirmDialog>,
    );
    const button = screen.getByRole('button', { name: 'Delete' });
    expect(button).toBeDisabled();
    await userEvent.type(screen.getByRole('textbox'), 'Pump 4{Enter}');
    expect(onConfirm).not.toHaveBeenCalled();
    await userEvent.type(screen.getByRole('textbox'), '{Backspace}3{Enter}');
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});

describe('an error', () => {
  it('says what happened, the number of the request and the next step', async () => {
    const onRetry = vi.fn();
    await renderInPortal(
      <ErrorState error={new ApiError(503, { detail: 'pool exhausted', requestId: 'r-17' })} onRetry={onRetry} />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('The server had a problem');
    expect(screen.getByRole('alert')).toHaveTextContent('(Request r-17)');
    expect(screen.getByRole('alert')).not.toHaveTextContent('pool exhausted');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it('is the heading of a page that is nothing else', async () => {
    await renderInPortal(<ErrorState page error={new ApiError(404, {})} />);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('This does not exist');
  });

  it('shows the reason the API gives for a refusal', async () => {
    await renderInPortal(<ErrorState error={new ApiError(409, { detail: 'The zone still has sensors.' })} />);
    expect(screen.getByRole('alert')).toHaveTextContent('The zone still has sensors.');
  });
});

describe('times', () => {
  it('are relative or local, with the other on hover', async () => {
    const time = '2026-03-01T12:30:00Z';
    await renderInPortal(
      <>
        <TimeAgo time={null} />
        <LocalTime time={time} zone="Asia/Kolkata" style="time" />
      </>,
    );
    expect(screen.getByText('–')).toBeInTheDocument();
    expect(screen.getByText('18:00')).toHaveAttribute('dateTime', '2026-03-01T12:30:00.000Z');
  });

  it('have their year when they are far away', async () => {
    const near = new Date().toISOString();
    await renderInPortal(
      <>
        <LocalTime time="2019-05-01T12:30:00Z" zone="UTC" />
        <LocalTime time={near} zone="UTC" />
      </>,
    );
    expect(screen.getByText(/2019/)).toHaveAttribute('dateTime', '2019-05-01T12:30:00.000Z');
    expect(screen.queryByText(new RegExp(near.slice(0, 4)))).toBeNull();
  });
});

describe('filter chips', () => {
  const choices = [
    { value: 'a', label: 'A', count: 3 },
    { value: 'b', label: 'B' },
  ];

  it('are switches that add up', async () => {
    const onChange = vi.fn();
    await renderInPortal(<FilterChips label="Kind" choices={choices} value={['a']} onChange={onChange} />);
    expect(screen.getByRole('button', { name: 'A 3' })).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(screen.getByRole('button', { name: 'B' }));
    expect(onChange).toHaveBeenLastCalledWith(['a', 'b']);
    await userEvent.click(screen.getByRole('button', { name: 'A 3' }));
    expect(onChange).toHaveBeenLastCalledWith([]);
  });

  it('can be one at most', async () => {
    const onChange = vi.fn();
    await renderInPortal(<FilterChips single label="Kind" choices={choices} value={['a']} onChange={onChange} />);
    await userEvent.click(screen.getByRole('button', { name: 'B' }));
    expect(onChange).toHaveBeenLastCalledWith(['b']);
  });
});

describe('a sparkline', () => {
  it('breaks at gaps instead of bridging them', () => {
    const path = sparkPath([1, 2, null, 3, 4], 1, 4, 20);
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.match(/L/g)).toHaveLength(2);
  });
});
