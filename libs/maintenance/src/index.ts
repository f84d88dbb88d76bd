export * from './core';
export { MaintenanceHttpModule, MaintenanceJobsModule } from './maintenance.module';
