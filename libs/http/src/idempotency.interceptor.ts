import { createHash } from 'node:crypto';
import { UnitOfWork, type Work } from '@app/database';
import { DomainError } from '@app/kernel';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  applyDecorators,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, from, lastValueFrom } from 'rxjs';
import { RequestContext, type RequestFacts, type RequestPrincipal } from './request-context';

const ONE_TIME_SECRET = Symbol('ONE_TIME_SECRET');

/** Marks an operation whose answer holds a secret that is shown once: its answer is never stored for repetition. */
export function OneTimeSecret(): MethodDecorator {
  return SetMetadata(ONE_TIME_SECRET, true);
}

const NEVER_REPEATED = Symbol('NEVER_REPEATED');

/**
 * Marks operations that an `Idempotency-Key` means nothing to: those that must note a failed attempt, which the
 * transaction of a key would take back with everything else.
 */
export function NeverRepeated(): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(NEVER_REPEATED, true), ApiExtension('x-never-repeated', true));
}

interface Stored {
  request_hash: Buffer;
  status: number;
  response: { body: unknown; withheld?: boolean };
}

type Caller = RequestFacts & { principal: RequestPrincipal };

/**
 * Carries out a POST with an `Idempotency-Key` once. The key and the answer are written in the transaction of the work
 * itself, so they exist if and only if the work was done; a failed request may be sent again with the same key.
 * The same key with another body answers 422, while the first is under way 409.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly waiting: (() => void)[] = [];

  /**
   * @param free - how many requests with a key may be under way at once; others wait their turn. Each holds a connection
   *   to its end and may need a second one, so there must be fewer than the pool has.
   */
  constructor(
    private readonly units: UnitOfWork,
    private readonly reflector: Reflector,
    private free: number,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const facts = RequestContext.current();
    if (key === undefined || request.method !== 'POST' || facts?.principal === undefined) return next.handle();
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(NEVER_REPEATED, targets) === true) return next.handle();
    if (typeof key !== 'string' || key.length < 1 || key.length > 200) throw badKey();
    const secret = this.reflector.get<boolean | undefined>(ONE_TIME_SECRET, context.getHandler()) === true;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const caller = { ...facts, principal: facts.principal };
    return from(this.inTurn(() => this.once(caller, key, request, reply, secret, next)));
  }

  private async inTurn(action: () => Promise<unknown>): Promise<unknown> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await action();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }

  private once(
    { principal, path }: Caller,
    key: string,
    request: FastifyRequest,
    reply: FastifyReply,
    secret: boolean,
    next: CallHandler,
  ): Promise<unknown> {
    const scope = `${principal.kind}:${principal.id} ${path}`;
    const hash = createHash('sha256')
      .update(JSON.stringify(request.body ?? null))
      .digest();
    return this.units.run(principal.tenants, async (work) => {
      await claim(work, scope, key);
      const found = await read(work, principal.tenantId, scope, key);
      if (found !== undefined) return repeat(found, hash, reply);
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await work.em.flush();
      const response: Stored['response'] = secret ? { body: identity(body), withheld: true } : { body: body ?? null };
      await work.sql(
        `insert into idempotency_keys (tenant_id, scope, key, request_hash, status, response) values (?, ?, ?, ?, ?, ?::jsonb)`,
        [principal.tenantId, scope, key, hash, reply.statusCode, JSON.stringify(response)],
      );
      return body;
    });
  }
}

/** Holds the key until the transaction ends. @throws {DomainError} conflict while another request holds it */
async function claim(work: Work, scope: string, key: string): Promise<void> {
  const [lock] = await work.sql<{ free: boolean }>(`select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as free`, [
    `${scope} ${key}`,
  ]);
  if (lock?.free) return;
  throw new DomainError('conflict', 'request.in-progress', 'Request under way', {
    detail: 'A request with this Idempotency-Key is being carried out. Send it again in a moment.',
  });
}

async function read(work: Work, tenantId: number, scope: string, key: string): Promise<Stored | undefined> {
  const rows = await work.sql<Stored>(
    `select request_hash, status, response from idempotency_keys where tenant_id = ? and scope = ? and key = ?`,
    [tenantId, scope, key],
  );
  return rows[0];
}

function repeat(stored: Stored, hash: Buffer, reply: FastifyReply): unknown {
  if (!hash.equals(stored.request_hash)) {
    throw new DomainError('invalid', 'request.key-reused', 'Idempotency-Key reused', {
      detail: 'This Idempotency-Key was used for another request. Use a new key for each new request.',
    });
  }
  if (stored.response.withheld === true) {
    throw new DomainError('conflict', 'request.secret-shown', 'Done before', {
      detail: 'This request was carried out before; its secret is shown once only. Issue a new one if it was lost.',
      extra: { object: stored.response.body },
    });
  }
  reply.status(stored.status).header('idempotent-replay', 'true');
  return stored.response.body ?? undefined;
}

/** What may be kept of an answer with a secret: which object it was about. */
function identity(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'id' in body ? { id: body.id } : null;
}

function badKey(): DomainError {
  return new DomainError('bad-request', 'request.malformed', 'Request cannot be read', {
    detail: 'Idempotency-Key must have 1 to 200 characters.',
  });
}
