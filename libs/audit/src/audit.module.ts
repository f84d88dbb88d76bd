import { Global, Module } from '@nestjs/common';
import { AnonymousDenials } from './anonymous-denials';
import { AuditTrail } from './audit-trail';

/** The trail's writing side, for every process that changes something. */
@Global()
@Module({ providers: [AuditTrail, AnonymousDenials], exports: [AuditTrail, AnonymousDenials] })
export class AuditModule {}
