export { CodecFailureError, SandboxBusyError, presentable } from './codec-failure.error';
export { CodecSandbox, type RunnableCodec, type SandboxResult } from './codec-sandbox';
export { type CodecCall, type CodecFailure, type CodecForm, codecLimits } from './limits';
