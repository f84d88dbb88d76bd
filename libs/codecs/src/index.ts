import type { EntityClasses } from '@app/database';
import { CodecEntity } from './codec.entity';

export { CodecService } from './codec.service';
export { CodecLibraryModule, CodecsModule } from './codecs.module';
export { type LppValue, decodeCayenneLpp } from './decoding/cayenne-lpp';
export { sameJson } from './decoding/same-json';
export {
  type CodecCall,
  type CodecFailure,
  CodecFailureError,
  type CodecForm,
  CodecSandbox,
  type RunnableCodec,
  SandboxBusyError,
  type SandboxResult,
  codecLimits,
} from './sandbox';

/** Entities of this library, for the app's database module. */
export const codecEntities: EntityClasses = [CodecEntity];
