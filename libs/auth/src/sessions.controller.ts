import { CurrentPrincipal, type Principal, SignedIn } from '@app/access';
import { SessionList } from '@app/contracts';
import { ApiResult } from '@app/http';
import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SessionService } from './session.service';

@ApiTags('Sign-in')
@Controller('auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @SignedIn({ evenRestricted: true })
  @ApiOperation({ summary: 'Your open sessions, last used first' })
  @ApiResult(SessionList)
  async list(@CurrentPrincipal() principal: Principal): Promise<SessionList> {
    return { data: await this.sessions.list(principal) };
  }

  @Delete(':id')
  @SignedIn({ evenRestricted: true })
  @ApiOperation({ summary: 'End one of your sessions' })
  @ApiResult(null)
  revoke(@CurrentPrincipal() principal: Principal, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.sessions.revoke(principal, id);
  }
}
