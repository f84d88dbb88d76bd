import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { type Browser, type Page, chromium } from 'playwright-core';

const root = path.resolve(__dirname, '../..');
const portal = path.join(root, 'admin-portal');

const programs = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/**
 * The distribution's Chromium, without a window.
 * @throws {Error} when none is installed
 */
export function openBrowser(): Promise<Browser> {
  const executablePath = programs.find((program) => existsSync(program));
  if (executablePath === undefined) throw new Error('No Chromium: install the package chromium.');
  const args = [
    '--no-sandbox',
    '--headless=new',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  return chromium.launch({ executablePath, args });
}

/** The folder of the built portal: the usual one while it is newer than the sources, else one built now. */
export function builtPortal(): string {
  const usual = path.join(portal, 'dist');
  const index = path.join(usual, 'index.html');
  if (existsSync(index) && statSync(index).mtimeMs > newest(path.join(portal, 'src'))) return usual;
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-portal-'));
  execFileSync(path.join(root, 'node_modules/.bin/vite'), ['build', '--outDir', folder, '--emptyOutDir'], {
    cwd: portal,
    stdio: 'pipe',
  });
  return folder;
}

function newest(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).reduce(
    (latest, entry) => Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
    0,
  );
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with the page as it is now: rule and first element of each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(`
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))
  `);
}

/** Signs in on the portal's own page. */
export async function signIn(page: Page, url: string, username: string, password: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.fill('input[autocomplete=username]', username);
  await page.fill('input[autocomplete=current-password]', password);
  await page.click('button[type=submit]');
  await page.waitForSelector('nav a[href^="/alarms"]');
}
