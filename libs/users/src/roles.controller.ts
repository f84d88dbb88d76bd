import { Role, RoleCreate, RoleUpdate, roleQuery } from '@app/contracts';
import { resourceController } from '@app/resources';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RoleService } from './role.service';

@ApiTags('Users')
@Controller('roles')
export class RolesController extends resourceController({
  service: RoleService,
  subject: 'Role',
  plural: 'roles',
  query: roleQuery,
  view: Role,
  draft: RoleCreate,
  patch: RoleUpdate,
}) {}
