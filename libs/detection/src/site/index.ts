export type { SiteCause, SiteContribution, SiteModel, SiteOptions, SiteScoring, SiteTable } from './site-model';
