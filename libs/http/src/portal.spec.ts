import { portalTarget } from './portal';

describe('portalTarget', () => {
  it.each(['/', '/alarms', '/sensors/17?range=day', '/sensors/a/chart'])(
    'answers a browser at %s with the page',
    (url) => {
      expect(portalTarget('GET', url, 'text/html,application/xhtml+xml')).toBe('/index.html');
    },
  );

  it.each([
    ['GET', '/alarms', 'application/json'],
    ['GET', '/alarms', undefined],
    ['POST', '/alarms', 'text/html'],
    ['GET', '/api/v1/sensors', 'text/html'],
    ['GET', '/docs', 'text/html'],
    ['GET', '/health/ready', 'text/html'],
    ['GET', '/metrics', 'text/html'],
    ['GET', '/assets/app-123.js', 'text/html'],
    ['GET', '/favicon.svg', 'text/html'],
  ])('leaves %s %s for %s as it is', (method, url, accept) => expect(portalTarget(method, url, accept)).toBe(url));
});
