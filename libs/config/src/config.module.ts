import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Settings } from './settings';

/** Injection token of the validated {@link Settings}. */
export const SETTINGS = Symbol('SETTINGS');

@Global()
@Module({})
export class ConfigModule {
  /** Provides settings that the app's `main.ts` has read already, so that a wrong value stops it before anything is opened. */
  static forRoot(settings: Settings): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: SETTINGS, useValue: settings }], exports: [SETTINGS] };
  }
}
