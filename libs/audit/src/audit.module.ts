import { DenialLog } from '@app/access';
import { SecretsModule } from '@app/secrets';
import { Global, Module } from '@nestjs/common';
import { AnchorFiles } from './anchor-files';
import { AnonymousDenials } from './anonymous-denials';
import { AuditCheckpoints } from './audit-checkpoints';
import { AuditReader } from './audit-reader';
import { AuditTrail } from './audit-trail';
import { AuditVerifier } from './audit-verifier';
import { AuditController } from './audit.controller';

/** The trail itself, for every process that changes something, and its seals. */
@Global()
@Module({
  imports: [SecretsModule],
  providers: [
    AuditTrail,
    AnonymousDenials,
    AnchorFiles,
    AuditReader,
    AuditCheckpoints,
    { provide: DenialLog, useExisting: AuditTrail },
  ],
  exports: [AuditTrail, AnonymousDenials, AnchorFiles, AuditReader, AuditCheckpoints, DenialLog],
})
export class AuditModule {}

/** Reading, verifying and exporting the trail over HTTP. */
@Module({ imports: [SecretsModule], controllers: [AuditController], providers: [AuditVerifier] })
export class AuditHttpModule {}
