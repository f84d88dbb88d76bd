export { type LppValue, decodeCayenneLpp } from './cayenne-lpp';
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
