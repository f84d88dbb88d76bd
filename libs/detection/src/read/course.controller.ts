import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import { courseQuery, sensorCourse, type SensorCourse } from '@app/contracts';
import { ApiResult } from '@app/http';
import { systemClock } from '@app/kernel';
import { spanOf } from '@app/telemetry';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CourseReadModel } from './course.read-model';

const id = z.uuid();

/** What detection makes of stored readings. */
@ApiTags('Detection')
@Controller()
export class CourseController {
  constructor(private readonly courses: CourseReadModel) {}

  @Get('sensors/:id/course')
  @Authorize('read', 'Reading')
  @ApiOperation({ summary: 'What the detector of a sensor expected, its score, and what it would raise' })
  @ApiResult(sensorCourse)
  course(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) sensorId: string,
    @Query({ schema: courseQuery }) query: z.output<typeof courseQuery>,
  ): Promise<SensorCourse> {
    return this.courses.course(principal, sensorId, spanOf(query, systemClock.now()), query.points);
  }
}
