/** Something did not end in time. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Waits for an action no longer than so many ms; the action itself goes on, and its failure is dropped.
 * @throws {TimeoutError} naming `what` took too long
 */
export async function within<T>(ms: number, action: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(`No end of ${what} within ${ms / 1_000} s`)), ms);
    timer.unref();
  });
  action.catch(() => undefined);
  try {
    return await Promise.race([action, late]);
  } finally {
    clearTimeout(timer);
  }
}
