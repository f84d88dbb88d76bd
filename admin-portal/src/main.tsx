import '@fontsource-variable/inter';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { reloadAfterUpgrade } from './app/reload-after-upgrade';
import { buildI18nProvider } from './i18n/i18n-provider';
import { initialLanguage } from './i18n/languages';

reloadAfterUpgrade();
const root = document.getElementById('root');
if (root) {
  const i18nProvider = await buildI18nProvider(initialLanguage());
  createRoot(root).render(
    <StrictMode>
      <App i18nProvider={i18nProvider} />
    </StrictMode>,
  );
}
