import { Module } from '@nestjs/common';
import { ImportFiles } from './import-files';
import { ImportUploads } from './import-uploads';
import { ImportsController } from './imports.controller';
import { ImportsService } from './imports.service';
import { ImportRunner } from './run/import-runner';
import { ImportsJobs } from './run/imports.jobs';

/** Imports over HTTP. Part of the api process. */
@Module({ controllers: [ImportsController], providers: [ImportFiles, ImportsService, ImportUploads] })
export class ImportsHttpModule {}

/** Carrying out imports. Part of the worker process. */
@Module({ providers: [ImportFiles, ImportRunner, ImportsJobs] })
export class ImportsJobsModule {}
