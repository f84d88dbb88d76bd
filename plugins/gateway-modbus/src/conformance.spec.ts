import path from 'node:path';
import { gatewayConformance } from '@app/plugin-sdk';
import { Slave } from '../test/slave';
import gateway from './index';

/** Chosen before the device listens, as the configuration names it. */
const port = 21_000 + (process.pid % 9_000);
const deviceId = '0198c0de-0000-7000-8000-00000000d001';
const target = {
  host: '127.0.0.1',
  port,
  deviceId,
  pollS: 0.2,
  timeoutMs: 60_000,
  points: [{ channel: 'A', address: 7 }],
};

let slave: Slave;
/** Answers that the device has been asked for and keeps back, so that a test says when a poll brings something. */
let held: (() => void)[] = [];

beforeAll(async () => (slave = await Slave.listen(port)));
beforeEach(() => {
  held = [];
  slave.onAnswer = (answer, socket) => void held.push(() => socket.write(answer));
});
afterAll(() => slave.close());

const soon = async (holds: () => boolean) => {
  const deadline = Date.now() + 3_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('It did not come about');
    await new Promise(setImmediate);
  }
};

gatewayConformance({
  folder: path.join(__dirname, '..'),
  plugin: gateway,
  valid: { targets: [target] },
  invalid: [
    { targets: [] },
    { targets: [{ ...target, points: [] }] },
    { targets: [{ ...target, deviceId: 'me' }] },
    { targets: [{ ...target, maxRegisters: 126 }] },
  ],
  async send(_gateway, host) {
    const submit = host.onSubmit;
    const outcome = new Promise<void>((resolve, reject) => {
      host.onSubmit = (message) => {
        const stored = submit(message);
        stored.then(() => resolve(), reject);
        return stored;
      };
    });
    outcome.catch(() => undefined);
    try {
      await soon(() => held.length > 0);
      held.shift()?.();
      await soon(() => host.submitted.length > 0);
      await outcome;
    } finally {
      host.onSubmit = submit;
    }
  },
});
