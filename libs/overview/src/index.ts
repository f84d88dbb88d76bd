export * from './overview.module';
export * from './overview.read-model';
