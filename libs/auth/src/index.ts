export * from './auth.module';
export * from './first-start';
export * from './opaque-tokens';
export * from './passwords';
export * from './principal-directory';
export * from './role-facts';
export * from './session.service';
export { SealedBox } from '@app/secrets';
