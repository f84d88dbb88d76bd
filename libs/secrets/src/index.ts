export * from './sealed-box';
export * from './secrets.module';
export * from './signing-keys';
