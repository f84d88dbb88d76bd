/** What a failure of the database means to a caller. */
export interface DatabaseProblem {
  status: number;
  code: string;
  title: string;
  detail: string;
}

const conflict = (detail: string): DatabaseProblem => ({
  status: 409,
  code: 'object.conflict',
  title: 'Conflict',
  detail,
});
const unavailable: DatabaseProblem = {
  status: 503,
  code: 'server.unavailable',
  title: 'Temporarily unavailable',
  detail: 'The database does not answer in time. Try again in a moment.',
};

const bySqlState: Record<string, DatabaseProblem> = {
  '23505': conflict('Another object already has this code or name.'),
  '23503': conflict('Another object still refers to this one, or the one referred to is gone.'),
  '23514': {
    status: 422,
    code: 'request.invalid',
    title: 'Invalid input',
    detail: 'A value lies outside what can be stored.',
  },
  '40001': unavailable,
  '40P01': unavailable,
  '53300': unavailable,
  '55P03': unavailable,
  '57014': unavailable,
  '57P01': unavailable,
  '57P02': unavailable,
  '57P03': unavailable,
  ECONNREFUSED: unavailable,
  ECONNRESET: unavailable,
  ENOENT: unavailable,
};

/** What the driver says, without a code, when the server goes away or does not take up a connection. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const unstorable: DatabaseProblem = {
  status: 422,
  code: 'request.invalid',
  title: 'Invalid input',
  detail: 'A value cannot be stored: it is out of range or of the wrong form.',
};

/**
 * The meaning of an error of the PostgreSQL driver, by SQLSTATE. Texts of the database are never passed on: they may
 * name rows of other tenants.
 * @returns null for anything else
 */
export function databaseProblem(thrown: unknown): DatabaseProblem | null {
  if (!(thrown instanceof Error)) return null;
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
    const code = (error as { code?: unknown }).code;
    const fromServer = 'severity' in error || 'syscall' in error || error.name.endsWith('Exception');
    if (typeof code === 'string' && fromServer && Object.hasOwn(bySqlState, code)) return bySqlState[code] ?? null;
    if (typeof code === 'string' && fromServer && /^22[0-9A-Z]{3}$/.test(code)) return unstorable;
    if (lostConnection.test(error.message)) return unavailable;
  }
  return null;
}
