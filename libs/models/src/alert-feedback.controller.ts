import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type AlertFeedback,
  type AlertFeedbackInput,
  alertFeedback,
  alertFeedbackInput,
  idSchema,
} from '@app/contracts';
import { ApiResult } from '@app/http';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { FeedbackService } from './feedback.service';

/** What operators say of alarms. */
@ApiTags('Alerts')
@Controller('alerts')
export class AlertFeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  @Get(':id/feedback')
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'Whether somebody said that an alert was a true one' })
  @ApiResult(alertFeedback)
  get(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<AlertFeedback> {
    return this.feedback.ofAlert(principal, id);
  }

  @Post(':id/feedback')
  @Authorize('acknowledge', 'Alert')
  @ApiOperation({ summary: 'Say whether an alert was a true one', description: 'Models learn from it.' })
  @ApiResult(alertFeedback)
  say(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: alertFeedbackInput }) input: AlertFeedbackInput,
  ): Promise<AlertFeedback> {
    return this.feedback.onAlert(principal, id, input);
  }
}
