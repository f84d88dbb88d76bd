import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderInPortal } from '../test/render';
import { AuthShell } from './auth-shell';
import { CodeForm } from './code-form';
import { PasswordForm } from './password-form';

describe('sign-in', () => {
  it('sends name and password by Enter, and shows why it was refused', async () => {
    const sent: string[] = [];
    await renderInPortal(
      <PasswordForm
        busy={false}
        error="User name or password is wrong."
        onSubmit={(...values) => sent.push(...values)}
      />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('User name or password is wrong.');
    await userEvent.type(screen.getByLabelText(/User name/), ' ana ');
    await userEvent.type(screen.getByLabelText(/^Password/), 'pw with space {Enter}');
    expect(sent).toEqual(['ana', 'pw with space ']);
  });

  it('can show the password', async () => {
    await renderInPortal(<PasswordForm busy={false} error={null} onSubmit={() => undefined} />);
    await userEvent.click(screen.getByRole('button', { name: 'Show password' }));
    expect(screen.getByLabelText(/^Password/)).toHaveAttribute('type', 'text');
  });

  it('takes a code or goes back', async () => {
    const sent: string[] = [];
    await renderInPortal(
      <CodeForm busy={false} error={null} onSubmit={(code) => sent.push(code)} onBack={() => sent.push('back')} />,
    );
    await userEvent.type(screen.getByLabelText(/Code/), '123456{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(sent).toEqual(['123456', 'back']);
  });

  it('changes the language before anybody is signed in', async () => {
    await renderInPortal(
      <AuthShell>
        <PasswordForm busy={false} error={null} onSubmit={() => undefined} />
      </AuthShell>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Español' }));
    expect(await screen.findByRole('heading', { name: 'Iniciar sesión' })).toBeInTheDocument();
  });
});
