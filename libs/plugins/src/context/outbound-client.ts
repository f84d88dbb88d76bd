import { lookup as resolveName } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { HttpClient, OutboundRequest, OutboundResponse } from '@app/plugin-sdk';
import { OutboundRules, hostOf, isOutside } from './outbound-addresses';

const TIMEOUT_MS = 10_000;
const LONGEST_MS = 30_000;
const MAX_ANSWER = 1024 * 1024;
const MAX_BODY = 1024 * 1024;
/** What the connection itself sets. */
const OWN_HEADERS = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect']);

interface Address {
  address: string;
  family: number;
}

/** How names are resolved; replaced in tests. */
export type Resolve = (host: string) => Promise<Address[]>;

const resolveAll: Resolve = (host) => resolveName(host, { all: true, verbatim: true });

/**
 * The one way of plugins to other servers. A name is resolved once, every address that it has must belong to the
 * outside (or to a network that the installation has opened), and the connection goes to the address that was checked:
 * a name that answers differently a moment later gains nothing. No redirect is followed.
 */
export class OutboundClient implements HttpClient {
  private readonly rules: OutboundRules;

  /** @param allow - the setting `PLUGIN_FETCH_ALLOW` */
  constructor(
    allow: string,
    private readonly resolve: Resolve = resolveAll,
  ) {
    this.rules = new OutboundRules(allow);
  }

  async request(request: OutboundRequest): Promise<OutboundResponse> {
    const url = parse(request.url);
    const named = this.rules.admit(url);
    const within = Math.min(Math.max(1, request.timeoutMs ?? TIMEOUT_MS), LONGEST_MS);
    const signal = AbortSignal.timeout(within);
    try {
      const target = await abortable(this.addressOf(url, named), signal);
      return await send(url, request, target, signal);
    } catch (error) {
      if (signal.aborted) throw new Error(`${url.host} did not answer within ${within / 1_000} s`, { cause: error });
      throw new Error(`${url.host}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  private async addressOf(url: URL, named: boolean): Promise<Address> {
    const host = hostOf(url);
    const family = isIP(host);
    const found = family === 0 ? await this.resolve(host) : [{ address: host, family }];
    const [first] = found;
    if (first === undefined) throw new Error('the name has no address');
    if (named) return first;
    if (found.every(({ address }) => this.rules.opens(address))) return first;
    this.rules.assertOutside(url);
    if (found.every(({ address }) => isOutside(address))) return first;
    throw new Error('the address does not belong to the outside; PLUGIN_FETCH_ALLOW names the exceptions');
  }
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new Error('The address is no URL');
  }
}

function abortable<T>(action: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    action,
    new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  ]);
}

function send(url: URL, request: OutboundRequest, target: Address, signal: AbortSignal): Promise<OutboundResponse> {
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : Buffer.from(request.body ?? []);
  if (body.length > MAX_BODY) return Promise.reject(new Error('the body is over 1 MiB'));
  const headers: Record<string, string | number> = { 'user-agent': 'Hydrant' };
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (!OWN_HEADERS.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
  }
  if (body.length > 0 || request.method !== 'GET') headers['content-length'] = body.length;
  const { request: open } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const call = open(
      url,
      {
        method: request.method,
        headers,
        signal,
        agent: false,
        lookup: (_host, options, done) => {
          if (options.all === true) done(null, [target]);
          else done(null, target.address, target.family);
        },
      },
      (response) => {
        collect(response).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, headers: flat(response.headers), body: bytes }),
          (error: Error) => {
            call.destroy();
            reject(error);
          },
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

async function collect(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Error('the answer is over 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flat(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
