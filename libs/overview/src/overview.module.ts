import { Module } from '@nestjs/common';
import { OverviewController } from './overview.controller';
import { OverviewReadModel } from './overview.read-model';

@Module({ controllers: [OverviewController], providers: [OverviewReadModel] })
export class OverviewModule {}
