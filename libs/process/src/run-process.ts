import { SettingsError, readSettings } from '@app/config';
import { migrate } from '@app/database';
import { createHttpApplication } from '@app/http';
import { type RoleParts, composeProcess } from './compose';

/** How long a stopping process may take before it is ended, ms. */
const STOP_WITHIN_MS = 12_000;

interface ProcessOptions {
  /** Word for messages: `platform`, `api` ... */
  name: string;
  /** What it does. */
  roles: readonly RoleParts[];
}

/**
 * Runs one process of Hydrant from its environment: reads the settings, brings the schema up to date where it holds the
 * owning role, starts the modules, listens, says that it is ready, and stops cleanly at SIGINT, SIGTERM or SIGHUP.
 * A fault that nobody handles ends the process with status 1: whoever supervises it starts it anew, and what was
 * acknowledged is in the database.
 */
export async function runProcess({ name, roles }: ProcessOptions): Promise<void> {
  process.on('uncaughtException', (error) => die(`Unexpected fault in ${name}`, error));
  process.on('unhandledRejection', (error) => die(`Unhandled failure in ${name}`, error));
  try {
    const settings = readSettings();
    if (settings.DATABASE_OWNER_URL !== undefined) await migrate(settings.DATABASE_OWNER_URL);
    const app = await createHttpApplication(composeProcess(roles)(settings), settings);
    stopAtSignals(() => app.close());
    await app.listen(settings.PORT, settings.HOST);
    for (const { ready } of roles) ready?.(app);
    const { port } = app.getHttpServer().address() as { port: number };
    process.stdout.write(`Hydrant ready: ${settings.HYDRANT_PUBLIC_URL ?? `http://localhost:${port}`}\n`);
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exit(1);
  }
}

function stopAtSignals(close: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => die('Stopping took too long', new Error(`over ${STOP_WITHIN_MS} ms`)), STOP_WITHIN_MS).unref();
      close().then(
        () => process.exit(0),
        (error: unknown) => die('Stopping failed', error),
      );
    });
  }
}

function startFailure(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what uses it, or set PORT to another one`;
  if (code === 'ECONNREFUSED') return `The database does not answer: check DATABASE_URL (${String(error)})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function die(what: string, error: unknown): never {
  process.stderr.write(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
