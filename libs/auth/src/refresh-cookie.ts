import { SETTINGS, type Settings } from '@app/config';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { foreignOrigin } from './auth.errors';
import { SESSION_HOURS } from './session.store';

/** The portal's refresh token: a cookie that scripts cannot read and other sites cannot make the browser send. */
@Injectable()
export class RefreshCookie {
  private readonly secure: boolean;
  private readonly publicHost: string | null;
  private readonly name: string;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'HYDRANT_PUBLIC_URL'>) {
    const url = settings.HYDRANT_PUBLIC_URL;
    this.secure = url?.startsWith('https:') === true;
    this.publicHost = url === undefined ? null : new URL(url).host;
    this.name = this.secure ? '__Host-hydrant-refresh' : 'hydrant-refresh';
  }

  set(reply: FastifyReply, token: string): void {
    reply.setCookie(this.name, token, { ...this.attributes(), maxAge: SESSION_HOURS * 3600 });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, this.attributes());
  }

  /**
   * The token in the cookie of a request; null without one.
   * @throws {DomainError} `auth.foreign-origin` when the page that sent it is not ours
   */
  read(request: FastifyRequest): string | null {
    const token = request.cookies[this.name];
    if (token === undefined || token === '') return null;
    if (!this.isOurs(request)) throw foreignOrigin();
    return token;
  }

  private isOurs(request: FastifyRequest): boolean {
    const { origin } = request.headers;
    if (origin === undefined || !URL.canParse(origin)) return false;
    const { host } = new URL(origin);
    return host === this.publicHost || host === request.headers.host;
  }

  private attributes(): { httpOnly: true; secure: boolean; sameSite: 'strict'; path: '/' } {
    return { httpOnly: true, secure: this.secure, sameSite: 'strict', path: '/' };
  }
}
