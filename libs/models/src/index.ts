export { ModelsHttpModule, ModelsJobsModule } from './models.module';
