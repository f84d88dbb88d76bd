import { Global, Module } from '@nestjs/common';
import { TenancyService } from './tenancy.service';
import { TenantTree } from './tenant-tree';

@Global()
@Module({ providers: [TenantTree, TenancyService], exports: [TenantTree, TenancyService] })
export class TenancyModule {}
