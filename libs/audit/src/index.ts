export * from './anonymous-denials';
export * from './audit-entry';
export * from './audit-trail';
export * from './audit.module';
export * from './canonical-json';
export * from './chain';
