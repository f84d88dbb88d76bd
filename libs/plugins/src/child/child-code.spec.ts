import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Capability, HttpProblem, OverloadedError, columnsOf, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { samplePlugin } from '../../test/sample-plugin';
import type { PluginRun } from '../host/plugin-code';
import { ChildCode } from './child-code';
import { CHILD_LIMITS, type ChildLimits } from './child-limits';

jest.setTimeout(60_000);

const PLACE = { hookUrl: 'http://test/api/v1/hooks/1', process: 'process-1' };

/** Real: processes, their limits and the messages between them. Not real: the host behind the context. */
describe('a third-party plugin in its own process', () => {
  const runs: PluginRun[] = [];
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.stop().catch(() => undefined);
  });

  const make = async (body: string, capabilities: Capability[] = [], limits: Partial<ChildLimits> = {}) => {
    const { folder, manifest } = samplePlugin(body, capabilities);
    const host = fakeHost(capabilities);
    const said: string[] = [];
    const logger = { ...host.context.logger, log: (text: string) => void said.push(text) };
    const context = Object.create(host.context, { logger: { value: logger } }) as typeof host.context;
    const run = await new ChildCode(folder, manifest, { ...CHILD_LIMITS, ...limits }).create(
      { word: 'x' },
      context,
      PLACE,
    );
    runs.push(run);
    return { run, host, said };
  };
  const running = async (...given: Parameters<typeof make>) => {
    const made = await make(...given);
    await made.run.start();
    return made;
  };
  const reading = `const message = () => ({ deviceId: '0198c0de-0000-7000-8000-00000000d001', protocol: 'sample', receivedAt: 1,
    raw: new Uint8Array(1), format: 'opaque', columns: { count: 1, sensors: ['A'], values: new Float64Array([2]),
    units: ['kPa'], times: new Float64Array([3]), faults: [] } });`;

  it('starts, is up, hands readings in as columns, and stops', async () => {
    const { run, host } = await running(
      `${reading} return { start: async () => { await context.telemetry.submit(message(), { whenBusy: 'wait' }); } };`,
      ['telemetry'],
    );
    expect(await run.health()).toEqual({ status: 'up', details: {} });
    expect(host.submitted[0]?.columns).toEqual({
      ...columnsOf({ sensor_id: 'A', value: 2, unit: 'kPa' }),
      times: new Float64Array([3]),
    });
    await run.stop();
    await expect(run.health()).rejects.toThrow(/ended/);
  });

  it('describes its configuration and finds faults in one, without being given anything', async () => {
    const { folder, manifest } = samplePlugin('return {};');
    const code = new ChildCode(folder, manifest);
    expect(await code.configSchema()).toEqual({ type: 'object' });
    expect(await code.check({})).toEqual([]);
    expect(await code.check({ bad: 1 })).toEqual([{ pointer: '/bad', detail: 'must not be there' }]);
    await expect(code.create({ bad: 1 }, fakeHost([]).context, PLACE)).rejects.toThrow(/\/bad must not be there/);
  });

  it('answers requests to what it has mounted, streams among them, and its problems stay problems', async () => {
    const { host } = await running(
      `return { start: async () => {
         context.http.post({ path: '/api/v1/ext/gateway-sample', bodyLimit: 10, streamed: true, summary: 's' }, async ({ stream }) => {
           let size = 0; for await (const chunk of stream) size += chunk.length; return { status: 200, body: { size } }; });
         context.http.hook(10, async ({ subPath, body }) => {
           if (subPath === 'no') throw Object.assign(new Error('No'), { name: 'HttpProblem', status: 409, code: 'sample.no', title: 'No', detail: 'Not that', headers: { 'retry-after': '3' } });
           return { status: 200, contentType: 'text/plain', body: Buffer.from(body).toString() + config.word }; });
       } };`,
      ['http-mount'],
    );
    async function* stream() {
      for (const size of [3, 4, 5]) yield Buffer.alloc(size);
    }
    expect(await host.request('/api/v1/ext/gateway-sample', { stream: stream() })).toMatchObject({
      body: { size: 12 },
    });
    expect(await host.request('/hook', { body: Buffer.from('hello ') })).toMatchObject({ body: 'hello x' });
    const refused = host.request('/hook', { subPath: 'no' });
    await expect(refused).rejects.toBeInstanceOf(HttpProblem);
    await expect(refused).rejects.toMatchObject({ status: 409, code: 'sample.no', headers: { 'retry-after': '3' } });
  });

  it('answers 503 to what it was answering when it was stopped', async () => {
    const { run, host } = await running(
      `return { start: async () => { context.http.hook(10, () => new Promise(() => {})); } };`,
      ['http-mount'],
    );
    const waiting = host.request('/hook', {});
    waiting.catch(() => undefined);
    await run.stop();
    await expect(waiting).rejects.toMatchObject({ name: 'HttpProblem', status: 503 });
  });

  it('answers 504 to what it leaves unanswered for too long', async () => {
    const { host } = await running(
      `return { start: async () => { context.http.hook(10, () => new Promise(() => {})); } };`,
      ['http-mount'],
      { answerMs: 300 },
    );
    await expect(host.request('/hook', {})).rejects.toMatchObject({ name: 'HttpProblem', status: 504 });
  });

  it('describes its configuration as its code is now: a field may have become a secret', async () => {
    const { folder, manifest } = samplePlugin('return {};');
    const code = new ChildCode(folder, manifest);
    expect(await code.configSchema()).toEqual({ type: 'object' });
    const file = `${folder}/index.js`;
    writeFileSync(file, readFileSync(file, 'utf8').replace("{ type: 'object' }", "{ type: 'object', title: 'New' }"));
    expect(await code.configSchema()).toEqual({ type: 'object', title: 'New' });
  });

  it.each([
    ['nothing', `create() {}`, 'What create returns lacks: start, stop, health'],
    ['half of a plugin', `create() { return { start() {}, health() {} }; }`, 'What create returns lacks: stop'],
  ])('says clearly what is missing when create returns %s', async (_name, create, message) => {
    const { folder, manifest } = samplePlugin('return {};');
    const file = `${folder}/index.js`;
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nObject.assign(exports.default, { ${create} });`);
    const made = new ChildCode(folder, manifest).create({}, fakeHost([]).context, PLACE);
    await expect(made).rejects.toThrow(message);
  });

  it('is down, with a reason, when its health report says nothing that is known', async () => {
    const { run } = await running(`return { health: async () => ({ status: 'fine' }) };`);
    expect(await run.health()).toEqual({
      status: 'down',
      reason: 'Its health report has no status that is known: up, degraded or down',
      details: {},
    });
  });

  it('stands in front of no path of the platform', async () => {
    for (const path of [
      '/api/v1/auth/login',
      '/api/v1/ext/gateway-other',
      '/api/v1/ext/gateway-sample/../x',
      '/metrics',
    ]) {
      const body = `return { start: async () => context.http.post({ path: '${path}', bodyLimit: 1, summary: '' }, async () => ({})) };`;
      await expect(running(body, ['http-mount'])).rejects.toThrow(
        /must be \/api\/v1\/ext\/gateway-sample or lie below/,
      );
    }
  });

  it('hears of revoked credentials and orders, and knows the errors of the host', async () => {
    const { host, said } = await running(
      `return { start: async () => {
         context.devices.onRevoked((ids) => context.logger.log('revoked ' + [...ids]));
         context.commands.onQueued((ids) => context.logger.log('queued ' + ids));
       } };`,
      ['devices', 'commands'],
    );
    expect(said).toEqual([]);
    host.revoke();
    host.queue({ id: '1', deviceId: 'd', name: 'n', payload: {}, expiresAt: 1 });
    await eventually(async () => expect(said).toEqual(['revoked credential-1', 'queued d']), 5_000);
    const again = await make(
      `${reading} return { health: async () => {
      try { await context.telemetry.submit(message(), { whenBusy: 'refuse' }); } catch (error) {
        return { status: 'degraded', reason: error.name + ' ' + error.retryAfterS }; } } };`,
      ['telemetry'],
    );
    again.host.onSubmit = () => Promise.reject(new OverloadedError('busy', 7));
    expect(await again.run.health()).toMatchObject({ reason: 'OverloadedError 7' });
  });

  it('is given nothing that its manifest does not ask for, whatever it sends', async () => {
    const { host } = await running(
      `const send = (message) => { const body = require('node:v8').serialize(message); const head = Buffer.alloc(4);
         head.writeUInt32LE(body.length); require('node:fs').writeSync(3, Buffer.concat([head, body])); };
       send({ type: 'call', id: 1e6, cause: null, method: 'telemetry.submit', parameters: [{}, {}] });
       send({ type: 'call', id: 1e6 + 1, cause: null, method: '__proto__', parameters: [] });
       send({ type: 'note', method: 'constructor', parameters: [] });
       send({ type: 'note', method: 'devices.report', parameters: ['x', {}] });
       send({ type: 'answer', id: 'x' });
       return {};`,
    );
    expect(host.submitted).toEqual([]);
    expect(host.reported).toEqual([]);
  });

  it.each([
    ['columns of different lengths', `m.columns.values = new Float64Array(2)`],
    ['plain numbers', `m.columns.values = [2]`],
    ['no device', `m.deviceId = null`],
    ['too many readings', `m.columns.count = 1e9`],
    ['a fault that is none', `m.columns.faults = [{}]`],
    ['text for bytes', `m.raw = 'x'`],
    ['a receipt in the future', `m.receivedAt = Date.now() + 3_600_000`],
    ['a receipt at no time', `m.receivedAt = 1e300`],
    ['readings at no time', `m.columns.times = new Float64Array([1e300])`],
    ['a reason that is none', `m.columns.faults = [{ index: 0, reason: 'whatever', detail: '' }]`],
    ['a fault of no item', `m.columns.faults = [{ index: 1, reason: 'malformed', detail: '' }]`],
    [
      'two faults of one item, each of which is kept with all bytes',
      `m.columns.faults = [0, 0].map((index) => ({ index, reason: 'malformed', detail: '' }))`,
    ],
  ])('hands nothing in that the pipeline could not take: %s', async (_name, damage) => {
    const starting = running(
      `${reading} return { start: async () => { const m = message(); ${damage}; await context.telemetry.submit(m, { whenBusy: 'wait' }); } };`,
      ['telemetry'],
    );
    await expect(starting).rejects.toThrow(/must|malformed|one fault/);
  });

  const group = `const group = () => ({ protocol: 'sample', receivedAt: 1, deviceIds: Array(2).fill('0198c0de-0000-7000-8000-00000000d001'),
    raws: [new Uint8Array(1), new Uint8Array(1)], columns: { count: 2, sensors: ['A', 'B'], values: new Float64Array(2),
    units: ['kPa', 'kPa'], times: new Float64Array(2), faults: [] } });`;

  it('hands messages of one reading in together', async () => {
    const { host, said } = await running(
      `${group} return { start: async () => { const g = group(); g.deviceIds[1] = '0198c0de-0000-7000-8000-00000000dead';
         context.logger.log('codes ' + await context.telemetry.submitGroup(g, { whenBusy: 'wait' })); } };`,
      ['telemetry'],
    );
    await eventually(async () => expect(said).toEqual(['codes 0,255']), 5_000);
    expect(host.submitted.map(({ columns }) => columns.sensors)).toEqual([['A']]);
  });

  it.each([
    ['a device too few', `g.deviceIds.pop()`],
    ['bytes too few', `g.raws.pop()`],
    ['no device', `g.deviceIds[1] = 'x'`],
    ['a fault', `g.columns.faults = [{ index: 0, reason: 'malformed', detail: '' }]`],
    ['more bytes than one message may have', `g.raws = [new Uint8Array(5 << 20), new Uint8Array(5 << 20)]`],
  ])('hands in no group that the pipeline could not take: %s', async (_name, damage) => {
    const starting = running(
      `${group} return { start: async () => { const g = group(); ${damage}; await context.telemetry.submitGroup(g, { whenBusy: 'wait' }); } };`,
      ['telemetry'],
    );
    await expect(starting).rejects.toThrow(/must|no faults/);
  });

  it('answers nothing that reaches into the session of the portal', async () => {
    const headers = `{ 'Set-Cookie': 'a=b', 'content-security-policy': '*', 'content-length': '0', 'x-own': 'yes', 'bad name': 'x', split: 'a\\r\\nb' }`;
    const { host } = await running(
      `return { start: async () => { context.http.hook(10, async ({ subPath }) => {
         if (subPath === 'no') throw Object.assign(new Error('No'), { name: 'HttpProblem', status: 409, code: 'c', title: 't', detail: 'd', headers: ${headers} });
         return { status: 200, headers: ${headers}, contentType: 'text/html', body: '<script src=/api/v1/hooks/x></script>' }; }); } };`,
      ['http-mount'],
    );
    expect((await host.request('/hook', {})).headers).toEqual({
      'x-own': 'yes',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
    await expect(host.request('/hook', { subPath: 'no' })).rejects.toMatchObject({ headers: { 'x-own': 'yes' } });
  });

  it('sends no signal to the host', async () => {
    const { run } =
      await running(`const attempt = (action) => { try { return String(action()); } catch (error) { return error.code; } };
      return { health: async () => ({ status: 'up', details: {
        kill: attempt(() => process.kill(process.ppid, 0)),
        raw: attempt(() => process._kill(process.ppid, 0)),
        debug: attempt(() => process._debugProcess(process.ppid)),
        starve: attempt(() => require('node:os').setPriority(process.ppid, 19)),
        priority: attempt(() => require('node:os').getPriority()),
        again: attempt(() => { process.kill = () => 1; delete process.kill; return process.kill(process.ppid, 0); }),
      } }) };`);
    const denied = 'ERR_ACCESS_DENIED';
    expect((await run.health()).details).toMatchObject({
      kill: denied,
      raw: denied,
      debug: denied,
      starve: denied,
      priority: '10',
    });
    expect((await run.health()).details?.['again']).not.toBe('true');
  });

  it('sees neither environment nor files of others, and starts neither processes nor threads', async () => {
    process.env['PLANTED_SECRET'] = randomBytes(8).toString('hex');
    const { run } = await running(
      `const tried = (action) => { try { return String(action()); } catch (error) { return error.code ?? error.message; } };
       return { health: async () => ({ status: 'up', details: {
         environment: JSON.stringify(process.env),
         passwd: tried(() => require('node:fs').readFileSync('/etc/passwd')),
         parent: tried(() => require('node:fs').readFileSync('/proc/' + process.ppid + '/environ')),
         write: tried(() => require('node:fs').writeFileSync(__dirname + '/x', '')),
         process: tried(() => require('node:child_process').execSync('id')),
         thread: tried(() => new (require('node:worker_threads').Worker)('1', { eval: true })),
         own: tried(() => require('node:fs').readFileSync(__dirname + '/plugin.json').length > 10),
       } }) };`,
    );
    const { details } = await run.health();
    expect(details).toEqual({
      environment: '{"NODE_ENV":"production","TZ":"UTC"}',
      passwd: 'ERR_ACCESS_DENIED',
      parent: 'ERR_ACCESS_DENIED',
      write: 'ERR_ACCESS_DENIED',
      process: 'ERR_ACCESS_DENIED',
      thread: 'ERR_ACCESS_DENIED',
      own: 'true',
    });
  });

  it.each([
    ['throws', `setTimeout(() => { throw new Error('boom'); }, 20)`, /It broke: Error: boom/],
    ['rejects', `setTimeout(() => Promise.reject(new Error('boom')), 20)`, /It broke: Error: boom/],
    ['leaves', `setTimeout(() => process.exit(3), 20)`, /process ended \(code 3\)/],
    ['loops for ever', `setTimeout(() => { for (;;); }, 20)`, /It hangs/],
    [
      'fills its heap',
      `const all = []; setInterval(() => { for (let i = 0; i < 1e5; i++) all.push({ i }); }, 1)`,
      /process ended|memory/,
    ],
    [
      'fills memory outside its heap',
      `const all = []; setInterval(() => all.push(Buffer.alloc(16 << 20, 1)), 5)`,
      /MiB of memory, over its limit/,
    ],
    [
      'floods the host',
      `const flood = () => { for (let i = 0; i < 3000; i++) context.state.get('x').catch(() => {}); }; setTimeout(flood, 20)`,
      /calls under way/,
    ],
  ])('is ended, and the host told, when it %s', async (_name, body, reason) => {
    const limits = { heapMb: 64, memoryMb: 250, beatMs: 100, silenceMs: 4_000, calls: 1_000 };
    const { host } = await make(`return { start: async () => { ${body} } };`, ['state'], limits);
    const never = () => new Promise<never>(() => undefined);
    Object.assign(host.context.state, { get: never });
    // On a busy machine it may be over before its start is.
    await runs
      .at(-1)
      ?.start()
      .catch(() => undefined);
    await eventually(async () => expect(host.failures).toHaveLength(1), 30_000);
    expect(host.failures[0]?.message).toMatch(reason);
  });

  it('says clearly when its entry is no plugin', async () => {
    const { folder, manifest } = samplePlugin('return {};');
    const wrong = new ChildCode(folder, { ...manifest, kind: 'channel' });
    await expect(wrong.configSchema()).rejects.toThrow(/must be made by defineChannel/);
    const missing = new ChildCode(folder, { ...manifest, entry: 'nothing' });
    await expect(missing.configSchema()).rejects.toThrow(/Cannot find module/);
  });
});
