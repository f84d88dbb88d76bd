import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from '../problem';
import { type RequestFacts, RequestContext } from '../request-context';
import { type Charge, type RateLimiter, tooManyRequests } from './rate-limiter';
import { SpentCredentials } from './spent-credentials';

const charges = new WeakMap<FastifyRequest, Charge>();

/** The API is limited; the portal's files, the documentation, health and metrics are not. */
export function isLimited(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

/**
 * Charges each API request exactly once, as early as its caller is known:
 * requests without any credential on arrival, by IP address; authenticated ones in {@link BudgetGuard}, and there too,
 * by IP address, those to open routes that carry a credential nobody has read; those whose credential was refused when
 * the refusal is sent, by IP address again, so that guessing runs out and nobody behind the same address is shut out by
 * it. Devices, and those who call a plugin's hook, show their credential to the handler, so theirs are charged when the
 * answer is sent; a device that has used up its budget is refused on arrival until the budget is full again.
 */
export function addRateLimitHooks(server: FastifyInstance, limiter: RateLimiter): void {
  const spent = new SpentCredentials();
  server.addHook('onRequest', async (request, reply) => {
    const facts = RequestContext.current();
    if (facts === undefined || !isLimited(facts.path)) return;
    const { authorization } = request.headers;
    const anonymous = authorization === undefined && !isKnownToHandler(request);
    const charge = anonymous ? await charged(request, facts, limiter) : spent.find(authorization ?? '');
    if (charge === undefined || !charge.exceeded) return;
    charges.set(request, charge);
    setHeaders(reply, charge);
    throw tooManyRequests(charge);
  });

  server.addHook('onSend', async (request, reply, payload) => {
    const facts = request.facts;
    if (facts === undefined || !isLimited(facts.path)) return payload;
    const known = charges.get(request);
    // Whoever the handler has let in is kept in bounds by it.
    if (known === undefined && facts.deviceId === undefined && isKnownToHandler(request) && reply.statusCode < 400)
      return payload;
    const charge = known ?? (await charged(request, facts, limiter));
    setHeaders(reply, charge);
    if (charge.exceeded && facts.deviceId !== undefined) spent.note(request.headers.authorization, charge);
    const refusedAlready = reply.statusCode === 401 || reply.statusCode === 403 || reply.statusCode === 404;
    if (known !== undefined || !charge.exceeded || !refusedAlready) return payload;
    reply.code(429).header('retry-after', charge.resetS).removeHeader('www-authenticate');
    const body = JSON.stringify(toProblem(tooManyRequests(charge), facts));
    reply
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-length', Buffer.byteLength(body));
    return body;
  });
}

/**
 * Charges the signed-in user or API key; on an open route (signing in) the IP address, so that a made-up credential is
 * no way round the limit of anonymous requests. It is the last of the global guards: the access guards (authentication, then
 * the declared permission) come first, pipes and interceptors after it.
 */
export class BudgetGuard implements CanActivate {
  constructor(private readonly limiter: RateLimiter) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const facts = RequestContext.current();
    if (facts === undefined || !isLimited(facts.path) || charges.has(request)) return true;
    const charge = await charged(request, facts, this.limiter);
    if (!charge.exceeded) return true;
    setHeaders(context.switchToHttp().getResponse<FastifyReply>(), charge);
    throw tooManyRequests(charge);
  }
}

/**
 * Routes that tell their callers by other means than a header, such as a signature over body and address, and read the
 * address themselves.
 */
export function isKnownToHandler(request: FastifyRequest): boolean {
  return (request.routeOptions.config as { callerKnownToHandler?: boolean }).callerKnownToHandler === true;
}

async function charged(request: FastifyRequest, facts: RequestFacts, limiter: RateLimiter): Promise<Charge> {
  const charge = await limiter.charge(facts);
  charges.set(request, charge);
  return charge;
}

function setHeaders(reply: FastifyReply, { limit, remaining, resetS, exceeded }: Charge): void {
  reply.header('x-ratelimit-limit', limit);
  reply.header('x-ratelimit-remaining', remaining);
  reply.header('x-ratelimit-reset', resetS);
  if (exceeded) reply.header('retry-after', resetS);
}
