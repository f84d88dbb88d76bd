export * from './auth.module';
export * from './first-start';
export * from './passwords';
export { SealedBox } from '@app/secrets';
