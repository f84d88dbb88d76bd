/**
 * Asks again until the assertion holds; its last failure is thrown when time is up.
 * @param assertion - throws while it does not hold
 * @param timeoutMs - how long to go on asking
 */
export async function eventually<T>(assertion: () => T | Promise<T>, timeoutMs = 10_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
