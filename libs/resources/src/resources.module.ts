import { Global, Module } from '@nestjs/common';
import { ResourceTools } from './resource.service';

/** What all resources share; needs the modules of database, tenancy and audit. */
@Global()
@Module({ providers: [ResourceTools], exports: [ResourceTools] })
export class ResourcesModule {}
