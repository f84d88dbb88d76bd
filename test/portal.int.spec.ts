import { eventually } from '@app/testing';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults, builtPortal, openBrowser, signIn } from './harness/browser';
import type { Caller } from './harness/caller';
import { makeMunicipality, makeSensor } from './harness/nation';
import { ADMIN_PASSWORD, type TestPlatform, startPlatform } from './harness/platform';

/**
 * An operator's way through the portal: signed in, an alarm appears by itself, is acknowledged, and leads to its sensor.
 * Real: the whole platform, PostgreSQL, the built portal in Chromium.
 */
describe('the portal in a browser', () => {
  let platform: TestPlatform;
  let admin: Caller;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const folder = builtPortal();
    platform = await startPlatform({}, folder);
    admin = platform.admin;
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en', reducedMotion: 'reduce' });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // Before sign-in the portal asks whether a session is left; that answer is part of the way.
      if (message.type() === 'error' && !message.location().url.includes('/auth/')) faults.push(message.text());
    });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await platform?.close();
  });

  it('shows an alarm as it is raised, lets it be acknowledged by one key, and leads to the readings behind it', async () => {
    const { id: municipalityId } = await makeMunicipality(admin, 'Puerto Alto');
    const { sensor } = await makeSensor(admin, municipalityId, 'P-001', {
      name: 'Pressure at the harbour',
      thresholds: { low: 200, high: 600 },
      location: { lon: -27, lat: 38.6 },
    });
    const send = (value: number) => admin.post('/batch/readings', [{ sensor_id: 'P-001', value, unit: 'bar' }]);
    await send(3.5);

    await signIn(page, platform.url, 'admin', ADMIN_PASSWORD);
    await page.click('nav a[href^="/alarms"]');
    await page.getByText('No open alarms').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await send(9.1);
    const row = page.getByRole('row', { name: /Pressure at the harbour/ });
    await row.first().waitFor();
    expect(await row.first().innerText()).toMatch(/Above high limit.*9\.10\sbar > 6\.00\sbar/s);
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.getByText('Alarm acknowledged').waitFor();
    await eventually(async () => {
      const { body } = await admin.get<{ data: { state: string; kind: string }[] }>('/alerts?open=true&kind=threshold');
      expect(body.data).toEqual([expect.objectContaining({ state: 'active_acked' })]);
    });
    await page.getByRole('cell', { name: 'Active, acknowledged' }).first().waitFor();

    await row.first().click();
    await page.getByRole('heading', { name: 'What it means' }).waitFor();
    await page
      .getByRole('article')
      .getByRole('img', { name: /Readings of Pressure at the harbour/ })
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    // A notice that is fading out is not judged.
    await page.getByText('Alarm acknowledged').waitFor({ state: 'hidden' });
    await page
      .getByRole('article')
      .getByRole('link', { name: /Pressure at the harbour/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Pressure at the harbour' }).waitFor();
    await page.locator('canvas').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Show as table' }).click();
    // Until the page listens to the stream, a reading is only in the next fetch: send until one is seen to arrive.
    const arrived = page.getByRole('table', { name: /Readings of/ }).getByText('5.25');
    await eventually(async () => {
      await send(5.25);
      await arrived.first().waitFor({ timeout: 2_000 });
    }, 30_000);
    expect(new URL(page.url()).pathname).toBe(`/sensors/${sensor.id}/show`);
    expect(faults).toEqual([]);
  }, 120_000);
});
