import { databaseProblem } from './database-problem';

const failure = (message: string, facts: object = {}, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), facts);

describe('databaseProblem', () => {
  it.each([
    ['a doubled key', failure('duplicate', { code: '23505', severity: 'ERROR' }), 409],
    ['a value out of range', failure('numeric', { code: '22003', severity: 'ERROR' }), 422],
    ['a statement that took too long', failure('canceling', { code: '57014', severity: 'ERROR' }), 503],
    ['a server that is away', failure('connect', { code: 'ECONNREFUSED', syscall: 'connect' }), 503],
    ['a connection that broke', failure('Connection terminated unexpectedly'), 503],
    ['a cause within', failure('flush failed', {}, failure('duplicate', { code: '23505', severity: 'ERROR' })), 409],
  ])('tells the meaning of %s and nothing of its text', (_name, error, status) => {
    const problem = databaseProblem(error);
    expect(problem?.status).toBe(status);
    expect(problem?.detail).not.toContain(error.message);
  });

  it.each([failure('bug'), failure('mine', { code: '23505' }), failure('x', { code: 'ERR_ASSERTION' }), 'text', null])(
    'knows nothing of %s',
    (thrown) => expect(databaseProblem(thrown)).toBeNull(),
  );
});
