import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import { CreatedUser, OneTimePassword, User, UserCreate, UserUpdate, idSchema, userQuery } from '@app/contracts';
import { ApiResult, OneTimeSecret } from '@app/http';
import { resourceController } from '@app/resources';
import { Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { UserService } from './user.service';

@ApiTags('Users')
@Controller('users')
export class UsersController extends resourceController({
  service: UserService,
  subject: 'User',
  plural: 'users',
  query: userQuery,
  view: User,
  draft: UserCreate,
  patch: UserUpdate,
  created: CreatedUser,
  onCreate: OneTimeSecret(),
}) {
  @Post(':id/reset-password')
  @Authorize('update', 'User')
  @OneTimeSecret()
  @ApiOperation({
    summary: 'Replace the password by a one-time one',
    description: 'All sessions end; the second factor stays.',
  })
  @ApiResult(OneTimePassword)
  resetPassword(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<OneTimePassword> {
    return this.resource.resetPassword(principal, id);
  }

  @Post(':id/revoke-sessions')
  @Authorize('update', 'User')
  @ApiOperation({ summary: 'End all sessions of a user' })
  @ApiResult(null)
  async revokeSessions(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<void> {
    await this.resource.revokeSessions(principal, id);
  }
}
