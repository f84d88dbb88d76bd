import type { z } from 'zod';

/** A request to a path that a plugin has mounted. */
export interface MountedRequest {
  /** Below the mounted path, without leading slash; empty for the path itself. */
  subPath: string;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Query string, without the question mark. */
  query: string;
  /** As it came: still packed if `content-encoding` says so; see `readBody`. Empty where the body is streamed. */
  body: Uint8Array;
  /** The body in pieces as they come, for routes that ask for it; null otherwise. */
  stream: AsyncIterable<Uint8Array> | null;
  /** Address of the client, after trusted proxies. */
  ip: string;
  requestId: string;
}

/** Thrown by a handler of a mounted path: answered as a problem document (RFC 9457). */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${title}: ${detail}`);
  }

  /** Also of another copy of the SDK: a plugin may bring its own. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'HttpProblem';
  }
}

export interface MountedResponse {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Written as JSON; a text is written as it is where `contentType` is given. */
  body: unknown;
  contentType?: string;
}

/** A path that a plugin mounts, and how the API documents show it. */
export interface MountedRoute {
  path: string;
  /** Largest body as it comes, bytes; more is answered by 413. */
  bodyLimit: number;
  /** True: the handler gets the body in pieces, through `stream`. */
  streamed?: boolean;
  summary: string;
  /** Body of the request, for the documents: the handler gets the bytes as they came. */
  body: z.ZodType;
  /** Body of the answer with status 200. */
  result: z.ZodType;
}

export type MountedHandler = (request: MountedRequest) => Promise<MountedResponse>;

/** Capability `http-mount`. */
export interface HttpMount {
  /** Answers POST requests to a path of the platform's HTTP server. Only while the plugin starts. */
  post(route: MountedRoute, handler: MountedHandler): void;
  /**
   * Answers GET and POST requests to `/api/v1/hooks/{id of the instance}` and below: an address that is handed to a
   * provider who calls back. The handler authenticates the caller.
   * @param bodyLimit - largest body, bytes
   * @returns the address as the outside sees it
   */
  hook(bodyLimit: number, handler: MountedHandler): string;
}

/** A request to a server elsewhere. */
export interface OutboundRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array | string;
  /** Default 10 s. */
  timeoutMs?: number;
}

export interface OutboundResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** At most 1 MiB. */
  body: Uint8Array;
}

/**
 * Capability `fetch`: the only way to call other servers by HTTP. Refuses addresses that do not belong to the outside
 * (loopback, private, link-local, metadata) unless the installation allows them, connects to the address that was
 * checked, and follows no redirect.
 */
export interface HttpClient {
  /** @throws {Error} that says why, without secrets */
  request(request: OutboundRequest): Promise<OutboundResponse>;
}
