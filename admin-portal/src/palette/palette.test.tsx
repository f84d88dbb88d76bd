import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeApi } from '../test/fake-api';
import { renderInPortal } from '../test/render';
import { CommandPalette } from './command-palette';
import { matches } from './commands';

function Where() {
  return <output>{useLocation().pathname}</output>;
}

beforeEach(() => {
  fakeApi({
    'GET /api/v1/search': ({ query }) => ({
      body: {
        data:
          query.get('q') === 'mill'
            ? [
                {
                  kind: 'sensor',
                  id: 's1',
                  municipalityId: 'm1',
                  code: 'PR_1',
                  name: 'Mill Street',
                  detail: 'pressure',
                  location: null,
                },
              ]
            : [],
      },
    }),
    'GET /api/v1/municipalities': () => ({
      body: { data: [{ id: 'm1', name: 'Aldermoor' }], page: { number: 1, size: 500, total: 1 } },
    }),
  });
});

describe('the palette', () => {
  it('finds objects and opens them by Enter', async () => {
    await renderInPortal(
      <>
        <CommandPalette />
        <Where />
      </>,
    );
    await userEvent.type(screen.getByRole('combobox'), 'mill');
    expect(await screen.findByRole('option', { name: /Mill Street.*PR_1 · Aldermoor/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('/sensors/s1/show')).toBeInTheDocument();
  });

  it('lists pages and actions, and moves by the arrows', async () => {
    await renderInPortal(
      <>
        <CommandPalette />
        <Where />
      </>,
    );
    await userEvent.type(screen.getByRole('combobox'), 'live');
    await userEvent.keyboard('{ArrowDown}{ArrowUp}{Enter}');
    expect(await screen.findByText('/map')).toBeInTheDocument();
  });

  it('says when there is nothing', async () => {
    await renderInPortal(<CommandPalette />);
    await userEvent.type(screen.getByRole('combobox'), 'zzz');
    expect(await screen.findByText('Nothing found')).toBeInTheDocument();
  });

  it('matches words in any order, without minding accents', () => {
    expect(matches('Live map', 'MAP live')).toBe(true);
    expect(matches('Vue d’ensemble générale', 'generale')).toBe(true);
    expect(matches('Live map', 'maps')).toBe(false);
  });
});
