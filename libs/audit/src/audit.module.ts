import { DenialLog } from '@app/access';
import { Global, Module } from '@nestjs/common';
import { AnonymousDenials } from './anonymous-denials';
import { AuditTrail } from './audit-trail';

/** The trail's writing side, for every process that changes something. */
@Global()
@Module({
  providers: [AuditTrail, AnonymousDenials, { provide: DenialLog, useExisting: AuditTrail }],
  exports: [AuditTrail, AnonymousDenials, DenialLog],
})
export class AuditModule {}
