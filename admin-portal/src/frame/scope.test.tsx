import { act, screen } from '@testing-library/react';
import { Link, useLocation, useNavigate } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderInPortal } from '../test/render';
import { scopeFromSearch, searchWithScope, setScope, useScope, useScopeFilter, useScopeInUrl } from './scope';

beforeEach(() => setScope({ municipalityId: null, range: '24h' }));

function Probe() {
  useScopeInUrl();
  const { municipalityId, range } = useScope();
  const filter = useScopeFilter();
  const navigate = useNavigate();
  return (
    <>
      <output>{`${municipalityId ?? 'all'} ${range} ${JSON.stringify(filter)}`}</output>
      <code>{useLocation().search}</code>
      <Link to="/sensors">away</Link>
      <button type="button" onClick={() => void navigate('/alarms?page=2')}>
        list
      </button>
    </>
  );
}

describe('the scope', () => {
  it('is read from a shared link', async () => {
    await renderInPortal(<Probe />, { path: '/map?in=m1&last=7d' });
    expect(await screen.findByText('m1 7d {"municipalityId":"m1"}')).toBeInTheDocument();
  });

  it('goes along to other pages, without touching their own parameters', async () => {
    await renderInPortal(<Probe />, { path: '/?in=m1' });
    await screen.findByText('?in=m1');
    act(() => screen.getByText('away').click());
    expect(await screen.findByText('?in=m1')).toBeInTheDocument();
    act(() => screen.getByText('list').click());
    expect(await screen.findByText('?page=2&in=m1')).toBeInTheDocument();
  });

  it('shows in the address when it is changed, and leaves the defaults out', async () => {
    await renderInPortal(<Probe />);
    act(() => setScope({ municipalityId: 'm2', range: '1h' }));
    expect(await screen.findByText('?in=m2&last=1h')).toBeInTheDocument();
    act(() => setScope({ municipalityId: null, range: '24h' }));
    expect(await screen.findByText('all 24h {}')).toBeInTheDocument();
    expect(document.querySelector('code')).toHaveTextContent('');
  });

  it('keeps to what it knows', () => {
    expect(scopeFromSearch('?last=9y')).toEqual({ municipalityId: null, range: '24h' });
    expect(scopeFromSearch('?q=x', { municipalityId: 'm', range: '6h' })).toEqual({ municipalityId: 'm', range: '6h' });
    expect(searchWithScope('?sort=a', { municipalityId: 'm', range: '6h' })).toBe('?sort=a&in=m&last=6h');
  });
});
