// @ts-check
/**
 * Takes a picture of every screen of a running platform and looks for accessibility faults.
 * `npm -w admin-portal run screens -- --url http://localhost:3000 --user admin --password ... [--out test-results/screens] [--browser /usr/bin/chromium]`
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    user: { type: 'string', default: 'admin' },
    password: { type: 'string' },
    out: { type: 'string', default: 'test-results/screens' },
    browser: { type: 'string', default: '/usr/bin/chromium' },
  },
});

const SCREENS = [
  '',
  'map',
  'alarms',
  'regions',
  'municipalities',
  'zones',
  'balance',
  'twins',
  'leak-suspects',
  'assets',
  'sensors',
  'devices',
  'codecs',
  'codecs/create',
  'quarantine',
  'imports',
  'imports/new',
  'maintenance',
  'models',
  'plugins',
  'users',
  'roles',
  'api-keys',
  'audit',
  'system-health',
  'account',
];
const FORMS = [
  { name: 'light', width: 1440, height: 900, scheme: 'light', language: 'en' },
  { name: 'dark', width: 1440, height: 900, scheme: 'dark', language: 'en' },
  { name: 'phone', width: 390, height: 844, scheme: 'light', language: 'en' },
  { name: 'arabic', width: 1440, height: 900, scheme: 'light', language: 'ar' },
];

/** A page counts as drawn when nothing has been asked of the server for this long, ms, and no skeleton is left in it. */
const QUIET_MS = 800;
/** A page that is not drawn by then is taken as it is, ms. */
const PATIENCE_MS = 20_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = await chromium.launch({
  executablePath: values.browser,
  args: [
    '--no-sandbox',
    '--headless=new',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
});
let faults = 0;
for (const form of FORMS) {
  const context = await browser.newContext({
    viewport: { width: form.width, height: form.height },
    colorScheme: /** @type {'light' | 'dark'} */ (form.scheme),
    bypassCSP: true, // for the accessibility checker only
  });
  const login = await context.request.post(`${values.url}/api/v1/auth/login`, {
    data: { username: values.user, password: values.password, cookie: true },
  });
  if (!login.ok()) throw new Error(`Sign-in refused: ${login.status()}`);
  await context.addInitScript((language) => localStorage.setItem('hydrant.language', language), form.language);
  for (const screen of SCREENS) {
    const page = await context.newPage();
    page.on('pageerror', (error) => {
      faults += 1;
      console.log(`${form.name}/${screen || 'overview'}: ${error.message}`);
    });
    let lastAsked = Date.now();
    page.on('request', () => (lastAsked = Date.now()));
    await page.goto(`${values.url}/${screen}`);
    const deadline = Date.now() + PATIENCE_MS;
    const drawn = async () =>
      Date.now() - lastAsked >= QUIET_MS && (await page.locator('.MuiSkeleton-root').count()) === 0;
    while (!(await drawn()) && Date.now() < deadline) await page.waitForTimeout(100);
    await page.screenshot({ path: path.join(values.out, form.name, `${screen || 'overview'}.png`) });
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      // @ts-expect-error axe has just been put into the page
      const result = await window.axe.run();
      return result.violations.map(
        (/** @type {{ id: string, help: string, nodes: { html: string }[] }} */ { id, help, nodes }) =>
          `${id}: ${help} (${nodes.length}) ${nodes[0].html.slice(0, 120)}`,
      );
    });
    faults += violations.length;
    for (const violation of violations) console.log(`${form.name}/${screen || 'overview'}: ${violation}`);
    await page.close();
  }
  await context.close();
}
await browser.close();
console.log(`${FORMS.length * SCREENS.length} pictures in ${values.out}, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;
