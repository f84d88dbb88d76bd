import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts, as far as logs, limits and the audit trail need to know. The access library's principal satisfies it. */
export interface RequestPrincipal {
  kind: 'user' | 'apiKey' | 'system';
  id: string;
  name: string;
  /** Internal number of the home tenant. */
  tenantId: number;
  /** Internal numbers of all tenants whose rows may be seen. */
  tenants: number[];
}

/** Facts of the request being answered; set before anything of ours runs and carried through every asynchronous call. */
export interface RequestFacts {
  /** UUID, answered as `X-Request-Id` and found in logs, problems and the audit trail. */
  requestId: string;
  /** Address of the client, after trusted proxies. */
  ip: string;
  userAgent: string | null;
  method: string;
  /** Path without the query string. */
  path: string;
  /** Set by the authentication guard. */
  principal?: RequestPrincipal;
  /** Id of the device, set by handlers that authenticate one; its own request budget is charged then. */
  deviceId?: string;
}

const storage = new AsyncLocalStorage<RequestFacts>();

/** The current request, wherever the code runs. Outside a request (jobs, start-up) there is none. */
export const RequestContext = {
  /** Runs `action`, and all that it starts, with the given facts. */
  run<T>(facts: RequestFacts, action: () => T): T {
    return storage.run(facts, action);
  },
  /** @returns undefined outside a request */
  current(): RequestFacts | undefined {
    return storage.getStore();
  },
  /** The principal of the current request; undefined outside a request and before authentication. */
  principal(): RequestPrincipal | undefined {
    return storage.getStore()?.principal;
  },
  /** Names the caller; called once by the authentication guard. */
  setPrincipal(principal: RequestPrincipal): void {
    const facts = storage.getStore();
    if (facts !== undefined) facts.principal = principal;
  },
  /** Names the device that sent the request, once it has shown its credential. */
  setDevice(deviceId: string): void {
    const facts = storage.getStore();
    if (facts !== undefined) facts.deviceId = deviceId;
  },
};
