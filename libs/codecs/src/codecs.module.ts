import { ResourcesModule } from '@app/resources';
import { TelemetryLogModule } from '@app/telemetry';
import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CodecCatalogue } from './codec.catalogue';
import { CodecService } from './codec.service';
import { CodecsController } from './codecs.controller';
import { CodecSandbox } from './sandbox';

/** One sandbox for all of a process. */
@Global()
@Module({ providers: [{ provide: CodecSandbox, useFactory: () => new CodecSandbox() }], exports: [CodecSandbox] })
export class CodecSandboxModule implements OnApplicationShutdown {
  constructor(private readonly sandbox: CodecSandbox) {}

  onApplicationShutdown(): void {
    this.sandbox.close();
  }
}

/** Payload codecs over HTTP. Part of the api process. */
@Module({
  imports: [ResourcesModule, CodecSandboxModule],
  controllers: [CodecsController],
  providers: [CodecCatalogue],
})
export class CodecsModule {}

/** Decoding for gateways. Part of the ingest process. */
@Module({ imports: [CodecSandboxModule, TelemetryLogModule], providers: [CodecService], exports: [CodecService] })
export class CodecLibraryModule {}
