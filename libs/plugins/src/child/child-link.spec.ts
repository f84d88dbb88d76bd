import { eventually } from '@app/testing';
import { samplePlugin } from '../../test/sample-plugin';
import { CHILD_LIMITS, type ChildLimits } from './child-limits';
import { ChildLink } from './child-link';

jest.setTimeout(60_000);

/** What a plugin can do to write to the connection itself. */
const RAW = `const { writeSync } = require('node:fs');
  const raw = (body, length = body.length) => {
    const head = Buffer.alloc(4); head.writeUInt32LE(length); writeSync(3, Buffer.concat([head, body])); };
  const message = (value) => raw(require('node:v8').serialize(value));`;

/** Real: the process, its connection and its output. Not real: the host behind them. */
describe('the link to the process of a plugin', () => {
  const links: ChildLink[] = [];
  afterEach(() => {
    for (const link of links.splice(0)) link.kill();
  });

  const started = async (body: string, limits: Partial<ChildLimits> = {}) => {
    const { folder, manifest } = samplePlugin(`return { start: async () => { ${RAW} ${body} } };`);
    const notes: string[] = [];
    const lines: string[] = [];
    const lost: string[] = [];
    const link = new ChildLink(
      folder,
      { ...CHILD_LIMITS, ...limits },
      {
        answer: async () => undefined,
        note: (method) => void notes.push(method),
        line: (text) => void lines.push(text),
        lost: (reason) => void lost.push(reason),
      },
    );
    links.push(link);
    await link.call('open', { entry: `${folder}/index`, manifest });
    await link.call('create', { config: {}, instance: { id: '1', name: 'one' }, hookUrl: '', process: '' });
    const start = link.call('start');
    start.catch(() => undefined);
    return { link, notes, lines, lost, start };
  };

  it.each([
    [
      'the messages of Node between processes',
      `process.send?.({ cmd: 'NODE_HANDLE_ACK' }); message({ cmd: 'NODE_HANDLE_ACK' });`,
    ],
    ['bytes that are no message', `raw(Buffer.from('nonsense'));`],
    ['a message of 4 GB', `raw(Buffer.alloc(0), 0xffffffff);`],
    ['nothing', `message(null);`],
    ['a failure that has no error', `for (let id = 0; id < 9; id += 1) message({ type: 'failure', id });`],
    [
      'an error that is none',
      `for (let id = 0; id < 9; id += 1) message({ type: 'failure', id, error: { name: 1, message: 5 } });`,
    ],
  ])('survives %s, and ends it', async (_name, body) => {
    const { lost } = await started(`${body} await new Promise(() => {});`);
    await eventually(
      async () => expect(lost).toEqual([expect.stringContaining('It sent what no plugin sends')]),
      10_000,
    );
  });

  it.each([
    ['throws', `setTimeout(() => { throw new TypeError('boom'); })`, 'It broke: TypeError: boom'],
    [
      'rejects',
      `setTimeout(() => Promise.reject(new Error('boom')))`,
      'It broke: Error: boom (in a promise that nobody waits for)',
    ],
    ['throws anything', `setTimeout(() => { throw 'boom'; })`, 'It broke: boom'],
    ['leaves', `setTimeout(() => process.exit(3))`, 'Its process ended (code 3)'],
    ['closes its connection', `require('node:fs').closeSync(3)`, /connection|ended/],
  ])('says what it was that ended it when it %s', async (_name, body, reason) => {
    const { lost } = await started(body);
    await eventually(
      async () => expect(lost).toEqual([typeof reason === 'string' ? reason : expect.stringMatching(reason)]),
      10_000,
    );
  });

  it('reads no more of its messages within a second than its share, and says so once', async () => {
    const flood = `const more = () => { for (let i = 0; i < 500; i += 1) context.logger.log('x'); setImmediate(more); }; more();`;
    const { notes, lines } = await started(flood, { messageBytes: 2_000_000 });
    const began = Date.now();
    await eventually(async () => expect(notes.length).toBeGreaterThan(1_500), 30_000);
    const seconds = 1 + (Date.now() - began) / 1_000;
    // What one read brings may come on top.
    expect(notes.length).toBeLessThan(seconds * 2_500);
    expect(lines).toEqual(['It sends more than the host reads within a second, and has to wait']);
  });

  it('reads no more of its output within a second than its share', async () => {
    const flood = `const text = Buffer.alloc(65_536, 'y\\n');
      const more = () => { for (let i = 0; i < 50; i += 1) process.stdout.write(text); setImmediate(more); }; more();`;
    const { lines } = await started(flood, { outputBytes: 100_000 });
    const began = Date.now();
    await eventually(async () => expect(lines.length).toBeGreaterThan(300), 30_000);
    expect(lines.length).toBeLessThan((1 + (Date.now() - began) / 1_000) * 600);
  });

  it('ends one that answers nothing that it is asked', async () => {
    const { link, lost } = await started('for (;;);', { calls: 20 });
    for (let i = 0; i < 30; i += 1) link.call('health').catch(() => undefined);
    expect(lost).toEqual(['It leaves over 20 calls unanswered']);
  });

  it('ends one that does not read what it is sent', async () => {
    const { link, lost } = await started('for (;;);', { unreadBytes: 1_000_000 });
    for (let i = 0; i < 5; i += 1) link.call('handle', 1, { body: Buffer.alloc(1_000_000) }).catch(() => undefined);
    expect(lost).toEqual(['It does not read what it is sent']);
  });
});
