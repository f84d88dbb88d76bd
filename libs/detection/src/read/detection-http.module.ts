import { Module } from '@nestjs/common';
import { CourseController } from './course.controller';
import { CourseReadModel } from './course.read-model';

/** What detection shows over the API. */
@Module({ controllers: [CourseController], providers: [CourseReadModel] })
export class DetectionHttpModule {}
