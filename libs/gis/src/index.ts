export * from './gis.module';
export * from './spatial-index';
