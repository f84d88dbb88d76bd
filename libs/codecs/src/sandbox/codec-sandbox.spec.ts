import { type CodecCall, CodecSandbox, type CodecForm } from './index';

const sandbox = new CodecSandbox(2);
afterAll(() => sandbox.close());

const run = (
  source: string,
  input: Record<string, unknown> = {},
  form: CodecForm = 'ttn',
  call: CodecCall = 'decodeUplink',
) => sandbox.run({ name: 'Test', key: null, form, source }, call, { bytes: [1, 2], fPort: 7, variables: {}, ...input });
const data = async (...args: Parameters<typeof run>) => (await run(...args)).output.data;
const uplink = (body: string) => `function decodeUplink(input) { ${body} }`;

describe('function forms', () => {
  it('of The Things Stack and ChirpStack', async () => {
    const source = uplink(
      'return { data: { sum: input.bytes[0] + input.bytes[1], port: input.fPort }, warnings: ["w"] };',
    );
    const { output } = await run(source);
    expect(output).toMatchObject({ form: 'decodeUplink', data: { sum: 3, port: 7 }, warnings: ['w'] });
  });

  it('gives the time of receipt as a date', async () => {
    expect(await data(uplink('return { data: { year: input.recvTime.getUTCFullYear() } };'), { recvTime: 0 })).toEqual({
      year: 1970,
    });
  });

  it('finds functions that are constants', async () => {
    expect(await data('const decodeUplink = ({ bytes }) => ({ data: { n: bytes.length } });')).toEqual({ n: 2 });
  });

  it.each([
    ['function Decoder(bytes, port) { return { first: bytes[0], port: port }; }', { first: 1, port: 7 }],
    [
      'function Decode(fPort, bytes, variables) { return { first: bytes[0], port: fPort, n: typeof variables }; }',
      { first: 1, port: 7, n: 'object' },
    ],
  ])('adapts the old form %#', async (source, expected) => expect(await data(source)).toEqual(expected));

  it('says what is missing', async () => {
    await expect(run('var x = 1;')).rejects.toThrow('Codec "Test": it defines none of decodeUplink(input)');
    await expect(run(uplink('return { data: {} };'), {}, 'ttn', 'encodeDownlink')).rejects.toThrow(
      'none of encodeDownlink',
    );
    await expect(run(uplink('return { data: {} };'), {}, 'ttn', 'decodeDownlink')).rejects.toThrow(
      'does not define decodeDownlink',
    );
  });

  it('encodes and decodes orders', async () => {
    const source = `function encodeDownlink(input) { return { bytes: [input.data.minutes], fPort: 3 }; }
      function decodeDownlink(input) { return { data: { minutes: input.bytes[0] } }; }`;
    expect((await run(source, { data: { minutes: 9 } }, 'ttn', 'encodeDownlink')).output).toMatchObject({
      bytes: [9],
      fPort: 3,
    });
    expect(await data(source, { bytes: [9] }, 'ttn', 'decodeDownlink')).toEqual({ minutes: 9 });
    const old = 'function Encoder(object, port) { return new Uint8Array([object.on ? 1 : 0, port]); }';
    expect((await run(old, { data: { on: true } }, 'ttn', 'encodeDownlink')).output).toMatchObject({ bytes: [1, 7] });
  });

  it('normalizes', async () => {
    const source = `${uplink('return { data: { t: 20 } };')} function normalizeUplink(input) { return { data: { air: { temperature: input.data.t } } }; }`;
    expect((await run(source)).output.normalized).toEqual({ air: { temperature: 20 } });
  });

  it('offers Buffer to codecs of ChirpStack only', async () => {
    const source = uplink(`const b = Buffer.from(input.bytes); return { data: {
      be: b.readUInt16BE(0), le: b.readInt16LE(0), hex: b.toString('hex'), base64: b.toString('base64'),
      same: Buffer.from('AQI=', 'base64').equals(b), float: Buffer.from('41200000', 'hex').readFloatBE(0),
      cut: b.slice(1).length, written: (() => { const w = Buffer.alloc(4); w.writeInt32LE(-2, 0); return w.toString('hex'); })(),
      text: Buffer.from('grün').toString() } };`);
    const hex = {
      be: 258,
      le: 513,
      hex: '0102',
      base64: 'AQI=',
      same: true,
      float: 10,
      cut: 1,
      written: 'feffffff',
      text: 'grün',
    };
    expect(await data(source, {}, 'chirpstack')).toEqual(hex);
    await expect(run(source)).rejects.toThrow("'Buffer' is not defined (line 1)");
    const short = uplink('return { data: { x: Buffer.from(input.bytes).readUInt32BE(0) } };');
    await expect(run(short, {}, 'chirpstack')).rejects.toThrow('Byte 0 to 3 of a payload of 2 bytes');
  });

  it('collects what the codec writes to the console', async () => {
    const { output } = await run(
      uplink('for (let i = 0; i < 1000; i++) console.log("n", i, { a: 1 }); return { data: {} };'),
    );
    expect(output.logs).toHaveLength(20);
    expect((output.logs as string[])[1]).toBe('n 1 {"a":1}');
  });
});

describe('results', () => {
  it.each([
    ['return { data: { a: { level: NaN } } };', 'data.a.level is NaN'],
    ['return { data: { list: [1, 1 / 0] } };', 'data.list[1] is Infinity'],
    ['return { data: { n: 10n } };', 'data.n is a BigInt'],
    ['return { data: { when: new Date("x") } };', 'data.when is no valid date'],
    ['return 5;', 'decodeUplink returned number instead of an object'],
    ['return null;', 'decodeUplink returned null'],
    ['return Promise.resolve({ data: {} });', 'decodeUplink returned a promise'],
    ['const o = {}; o.o = o; return { data: o };', 'nested deeper than 20 levels'],
    ['return { data: { s: "x".repeat(70000) } };', 'longer than 65536 characters'],
    ['return { data: new Array(30000).fill(1) };', 'more than 20000 values'],
    ['return { data: "21.5" };', 'decodeUplink gave a string as data instead of an object'],
  ])('refuses %s', async (body, message) => {
    const named = expect.stringMatching(/^Codec "Test": /);
    await expect(run(uplink(body))).rejects.toMatchObject({ message: named, detail: expect.stringContaining(message) });
  });

  it.each([
    ['throw new Error("bad header");', 'Error: bad header (line 1)'],
    ['throw new Error("a\\u0000b\\nc\\ud800");', 'Error: a b c\ufffd (line 1)'],
    ['throw "bad header";', 'Error: bad header'],
    ['throw new Error("x".repeat(5e6));', 'It threw something that cannot be shown'],
    ['return input.nothing.x;', 'TypeError: cannot read property'],
    ['return {', 'SyntaxError'],
  ])('tells how %s fails', async (body, message) => {
    await expect(run(uplink(body))).rejects.toThrow(`Codec "Test": ${message}`);
  });

  it('limits code and payload', async () => {
    await expect(run(`${uplink('return { data: {} };')}//${'x'.repeat(41_000)}`)).rejects.toThrow(
      'at most 40960 are allowed',
    );
    await expect(
      run(uplink('return { data: {} };'), { bytes: Array.from({ length: 1_025 }, () => 0) }),
    ).rejects.toThrow('at most 1024 are decoded');
  });
});

describe('a hostile codec', () => {
  const good = () => data(uplink('return { data: { ok: 1 } };'));
  afterEach(async () => expect(await good()).toEqual({ ok: 1 }));

  it.each([
    ['loops for ever', 'for (;;);', 'time', 'it did not end within 100 ms'],
    ['loops for ever and catches', 'for (;;) try { for (;;); } catch (e) {}', 'time', 'it did not end within 100 ms'],
    [
      'loops inside a built-in function',
      'return [].indexOf.call({ length: Number.MAX_SAFE_INTEGER }, 1);',
      'time',
      'it did not end within',
    ],
    ['backtracks for ever', 'return /(a+)+b/.test("a".repeat(50));', 'time', 'it did not end within 100 ms'],
    ['loops in an error it throws', 'throw { get name() { for (;;); } };', 'time', 'it did not end within 100 ms'],
    [
      'allocates without end',
      'const a = []; for (;;) a.push(new Array(1000).fill(a.length));',
      'memory',
      'it wanted more than 16 MB of memory',
    ],
    ['doubles a text', 'let s = "ab"; for (;;) s += s;', 'memory', 'it wanted more than 16 MB of memory'],
    [
      'allocates large blocks',
      'const a = []; for (;;) a.push(new Uint8Array(4e6));',
      'memory',
      'it wanted more than 16 MB',
    ],
    ['allocates at once', 'return new Uint8Array(1e9);', 'memory', 'it wanted more than 16 MB'],
    ['recurses without end', 'return decodeUplink(input);', 'stack', 'nested too deeply'],
    ['reads a file', 'return require("fs").readFileSync("/etc/passwd");', 'access', 'it reached for "require"'],
    ['asks the process', 'return process.env;', 'access', 'it reached for "process"'],
    ['calls out', 'return fetch("http://169.254.169.254/");', 'access', 'it reached for "fetch"'],
    ['fills a map', 'const m = new Map(); for (let i = 0; ; i++) m.set(i, i);', 'memory', 'it wanted more than 16 MB'],
    [
      'nests what it parses too deeply',
      'return JSON.parse("[".repeat(1e5) + "]".repeat(1e5));',
      'stack',
      'nested too deeply',
    ],
    ['nests code too deeply', 'return eval("[".repeat(3e4) + "]".repeat(3e4));', 'stack', 'nested too deeply'],
    [
      'leaves work behind that does not end',
      'Promise.resolve().then(() => { for (;;); }); return { data: {} };',
      'time',
      'it did not end within 100 ms',
    ],
    ['opens a file by the interpreter', 'return std.open("/etc/passwd", "r");', 'access', 'it reached for "std"'],
    ['exports itself', 'module.exports = 1;', 'access', 'it reached for "module"'],
    ['imports', 'import("node:fs").then(() => 1); return { data: {} };', 'access', 'it asked for the module "node:fs"'],
    [
      'reaches through a constructor',
      'return { data: { x: this.constructor.constructor("return process")() } };',
      'access',
      'it reached for "process"',
    ],
  ])('that %s is stopped and named', async (_what, body, failure, message) => {
    const began = Date.now();
    await expect(run(uplink(body))).rejects.toMatchObject({
      failure,
      message: expect.stringMatching(`Codec "Test": .*${message}`),
    });
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('that imports at its top is stopped and named', async () => {
    const source = `import fs from 'node:fs'; ${uplink('return { data: {} };')}`;
    await expect(run(source)).rejects.toMatchObject({
      failure: 'access',
      message: 'Codec "Test": it asked for the module "node:fs"; codecs have no modules',
    });
  });

  it('that stands in the way of the checks hands back nothing wrong', async () => {
    const source = `JSON.stringify = () => '{"data":1}'; Number.isFinite = () => true; Array.isArray = () => true;
      Object.keys = () => []; Date.prototype.getTime = () => 0; ${uplink('return { data: { x: NaN } };')}`;
    await expect(run(source)).rejects.toThrow('data.x is NaN');
  });

  it('leaves nothing behind for the next run', async () => {
    await run(`globalThis.kept = 1; Object.prototype.kept = 2; ${uplink('return { data: {} };')}`);
    for (let i = 0; i < 4; i++)
      expect(await data(uplink('return { data: { kept: typeof kept, on: {}.kept === undefined } };'))).toEqual({
        kept: 'undefined',
        on: true,
      });
  });

  it('that has to be stopped again and again rests', async () => {
    let now = 0;
    const patient = new CodecSandbox(1, 10, () => now);
    const codec = { name: 'Loop', key: 'id:1', form: 'ttn', source: uplink('for (;;);') } as const;
    const once = () => patient.run(codec, 'decodeUplink', { bytes: [], fPort: 1, variables: {} });
    for (let i = 0; i < 5; i++) await expect(once()).rejects.toMatchObject({ failure: 'time' });
    await expect(once()).rejects.toThrow(
      'Codec "Loop": it had to be stopped 5 times in a row (time) and rests for a minute',
    );
    now = 61_000;
    await expect(once()).rejects.toMatchObject({ failure: 'time' });
    patient.close();
  });
});

it('turns away what it has no room for, and what comes after its end', async () => {
  const small = new CodecSandbox(1, 1);
  const codec = { name: 'Slow', key: null, form: 'ttn', source: uplink('for (;;);') } as const;
  const call = () => small.run(codec, 'decodeUplink', { bytes: [], fPort: 1, variables: {} });
  const ends = await Promise.allSettled([call(), call(), call()]);
  expect(ends.map((end) => (end.status === 'rejected' ? (end.reason as Error).name : ''))).toEqual([
    'CodecFailureError',
    'CodecFailureError',
    'SandboxBusyError',
  ]);
  small.close();
  await expect(call()).rejects.toThrow('closed');
});

describe('codecs that change what JSON does', () => {
  it.each([
    ['nothing', 'Object.prototype.toJSON = function () { return null; };', '{ a: 1 }'],
    ['a number', 'Object.prototype.toJSON = function () { return 5; };', '{ a: 1 }'],
    ['a list', 'Object.prototype.toJSON = function () { return [1]; };', '{ a: 1 }'],
    [
      'more levels than are checked',
      'var deep = 1; for (var i = 0; i < 500; i++) deep = { a: deep };',
      '{ toJSON: function () { return deep; } }',
    ],
  ])('are named when they give %s', async (_what, before, result) => {
    await expect(run(`${before} ${uplink(`return { data: ${result} };`)}`)).rejects.toThrow(
      'Codec "Test": its result is no object, or nested too deeply',
    );
  });

  it('are named when their warnings are nested too deeply', async () => {
    const source = 'var deep = 1; for (var i = 0; i < 500; i++) deep = [deep];';
    await expect(run(`${source} ${uplink('return { data: {}, warnings: [deep] };')}`)).rejects.toThrow(
      'nested too deeply',
    );
  });

  it('may have brackets in texts', async () => {
    const text = `"\\\\${'[{'.repeat(40)}\\""`;
    expect(await data(uplink(`return { data: { text: ${JSON.stringify(text)} } };`))).toEqual({ text });
  });
});
