import { timingSafeEqual } from 'node:crypto';
import { Public } from '@app/access';
import { SETTINGS, type Settings } from '@app/config';
import { DomainError } from '@app/kernel';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { register } from 'prom-client';

/** Prometheus reads here, from this machine or with the token of `METRICS_TOKEN`. */
@Public()
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Get()
  @Header('content-type', register.contentType)
  async metrics(@Req() request: FastifyRequest): Promise<string> {
    if (!isLoopback(request.ip) && !this.hasToken(request.headers.authorization)) {
      throw new DomainError('forbidden', 'metrics.forbidden', 'Metrics are not public', {
        detail: 'Read /metrics from the same machine, or send the token of METRICS_TOKEN as bearer token.',
      });
    }
    return register.metrics();
  }

  private hasToken(header: string | undefined): boolean {
    const expected = this.settings.METRICS_TOKEN;
    if (expected === undefined || header === undefined) return false;
    const given = Buffer.from(header);
    const wanted = Buffer.from(`Bearer ${expected}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || /^(::ffff:)?127\./.test(ip);
}
