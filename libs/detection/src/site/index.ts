export { fitSiteModel } from './fit';
export { SiteModelError, siteModelFromJson, siteModelToJson } from './model-json';
export type {
  OffsetAt,
  SiteCause,
  SiteContribution,
  SiteModel,
  SiteOptions,
  SiteScoring,
  SiteTable,
} from './site-model';
export { SiteScorer } from './site-scorer';
export { reportingStep } from './statistics';
export { SiteTrainingError } from './training-rows';
