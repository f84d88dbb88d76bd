import { type ResourceApp, resourceApp } from '@app/testing';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { networkToAssets, parseInp } from '@app/hydraulics';
import { AssetsModule, assetEntities } from '.';

/** A grid of streets with a reservoir at its corner. */
function gridOf(side: number): string {
  const ids = Array.from({ length: side * side }, (_, n) => n);
  const pipe = (from: number, to: number) =>
    `P${from}-${to} J${from} J${to} 100 150 120 0 Open ; material=PVC, installed=1987`;
  return [
    '[TITLE]',
    'Grid of streets',
    '[JUNCTIONS]',
    ...ids.map((n) => `J${n} ${n % 37} 0.12`),
    '[RESERVOIRS]',
    'R1 90',
    '[PIPES]',
    'P0 R1 J0 100 400 120 0 Open',
    ...ids.flatMap((n) => [
      ...(n % side < side - 1 ? [pipe(n, n + 1)] : []),
      ...(n + side < side * side ? [pipe(n, n + side)] : []),
    ]),
    '[OPTIONS]',
    'Units LPS',
    '[COORDINATES]',
    'R1 -100 0',
    ...ids.map((n) => `J${n} ${(n % side) * 100} ${Math.floor(n / side) * 100}`),
    '[END]',
  ].join('\n');
}

/** Longest time for which nothing else got its turn while something was done, ms. */
async function longestPause(work: () => Promise<unknown> | void): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 2);
  await work();
  look();
  clearInterval(timer);
  return longest;
}

describe('the import of a large network', () => {
  const placement = { anchor: { lon: 20, lat: 40 }, anchorXY: { x: 0, y: 0 }, metresPerUnit: 1, rotationDeg: 0 };
  const inp = gridOf(58);
  let api: ResourceApp;
  let here: string;

  beforeAll(async () => {
    api = await resourceApp([MunicipalitiesModule, AssetsModule], [...municipalityEntities, ...assetEntities]);
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const given = { code: 'HERE', name: 'Here', regionId, center: { lon: 20, lat: 40 } };
    here = (await api.call('root', 'POST', '/municipalities', given)).body.id;
    api.person('here', 'municipalAdmin', here);
  });
  afterAll(() => api.close());

  it('lets other requests have their turn', async () => {
    const pauses = { reading: Number.POSITIVE_INFINITY, importing: Number.POSITIVE_INFINITY };
    for (const zoneName of ['One', 'Two', 'Three']) {
      const reading = await longestPause(() => void networkToAssets(parseInp(inp), placement));
      const body = { inp, placement, zoneName, dryRun: true };
      const importing = await longestPause(async () => {
        const answer = await api.call('here', 'POST', `/municipalities/${here}/network-import`, body);
        expect(answer.body).toMatchObject({ dryRun: true, assets: { junction: 3_364, reservoir: 1, pipe: 6_613 } });
      });
      pauses.reading = Math.min(pauses.reading, reading);
      pauses.importing = Math.min(pauses.importing, importing);
    }
    // Measured beside the reading itself, so that it holds on a busy machine too.
    expect(pauses.importing).toBeLessThan(pauses.reading / 3);
  });

  it('answers one after the other when several come at once, and a faulty one does no harm', async () => {
    const send = (zoneName: string, text: string) =>
      api.call('here', 'POST', `/municipalities/${here}/network-import`, {
        inp: text,
        placement,
        zoneName,
        dryRun: true,
      });
    const answers = await Promise.all([send('One', gridOf(4)), send('Two', 'no network'), send('Three', gridOf(5))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 200]);
  });
});
