import { AsyncLocalStorage } from 'node:async_hooks';

/** The asynchronous context of start-up: no request, no unit of work. */
const outside = AsyncLocalStorage.snapshot();

/**
 * Runs shared work outside of whatever asked for it: work that serves many requests must not join the transaction, or
 * carry the request id, of the one that happened to set it off.
 */
export function detached<T>(action: () => T): T {
  return outside(action);
}
