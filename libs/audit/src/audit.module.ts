import { Global, Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail';

/** The trail's writing side, for every process that changes something. */
@Global()
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {}
