import { Page, PageHeader } from '../components/page-header';

/** What is wrong now, where, since when. */
export function OverviewPage() {
  return (
    <Page>
      <PageHeader title="overview.title" />
    </Page>
  );
}
