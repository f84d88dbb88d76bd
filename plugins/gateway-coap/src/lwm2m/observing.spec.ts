import { type FakeHost, type Gateway, OverloadedError, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { CoapPeer, empty, post } from '../../test/coap-peer';
import { Code } from '../coap/codes';
import { type Datagram, Type, serialiseDatagram } from '../coap/datagram';
import { Option, numberOption, textOption } from '../coap/options';
import gateway from '../index';

const ENDPOINT = 'urn:imei:490154203237518';

/** Real: sockets. Not real: the host, which is the SDK's fake, and the device, which sends what it is told to. */
describe('observing a device', () => {
  let host: FakeHost;
  let running: Gateway;
  let device: CoapPeer;
  let asked: Datagram;
  let location: string;
  /** Of what came after the registration. */
  let codes: number[];

  beforeEach(async () => {
    host = fakeHost(['devices', 'device-secrets', 'telemetry', 'state']);
    host.names.add(`endpoint ${ENDPOINT}`);
    const config = { host: '127.0.0.1', port: 0, securePort: 0, plainLwm2m: true };
    running = gateway.create(gateway.config.parse(config), host.context);
    await running.start();
    device = await CoapPeer.open(Number((await running.health()).details?.['port']));
    device.send(
      serialiseDatagram(
        post('rd', '</3303/0>', { format: 40, options: [textOption(Option.uriQuery, `ep=${ENDPOINT}`)] }),
      ),
    );
    const first = [await device.datagram(), await device.datagram()];
    codes = first.map(({ code }) => code);
    asked = first.find(({ code }) => code === Code.get) as Datagram;
    const answer = first.find(({ code }) => code === Code.created) as Datagram;
    location = Buffer.from(answer.options.at(-1)?.value ?? []).toString();
  });
  afterEach(async () => {
    device.close();
    await running.stop();
  });
  const value = (fields: Partial<Datagram>, format = 0): Datagram => ({
    type: Type.con,
    id: 900,
    code: Code.content,
    token: asked.token,
    options: [numberOption(Option.observe, 1), numberOption(Option.contentFormat, format)],
    payload: Buffer.from('20.5'),
    ...fields,
  });
  const acknowledge = () =>
    device.send(serialiseDatagram({ ...empty, type: Type.ack, code: Code.empty, id: asked.id }));

  it('asks only once the device knows that it is registered: before, it would not answer', () => {
    expect(codes).toEqual([Code.created, Code.get]);
  });

  it('acknowledges a first value in a message of its own once it is stored, and stores it once', async () => {
    const store = host.onSubmit;
    let go: () => void = () => undefined;
    host.onSubmit = async (message) => {
      await new Promise<void>((resolve) => (go = resolve));
      return store(message);
    };
    acknowledge();
    for (let n = 0; n < 3; n += 1) device.send(serialiseDatagram(value({})));
    await eventually(() => expect(host.submitted).toHaveLength(1));
    await expect(device.datagram(200)).rejects.toThrow('Nothing came');
    go();
    expect(await device.datagram()).toMatchObject({ type: Type.ack, code: Code.empty, id: 900 });
    expect(host.submitted).toHaveLength(1);
  });

  it('takes a first value that was not stored when it comes again', async () => {
    const store = host.onSubmit;
    host.onSubmit = () => Promise.reject(new OverloadedError('Busy', 1));
    acknowledge();
    device.send(serialiseDatagram(value({})));
    await eventually(() => expect(host.submitted).toHaveLength(1));
    await expect(device.datagram(200)).rejects.toThrow('Nothing came');
    host.onSubmit = store;
    device.send(serialiseDatagram(value({})));
    expect(await device.datagram()).toMatchObject({ type: Type.ack, code: Code.empty, id: 900 });
    expect(host.submitted).toHaveLength(2);
  });

  it('keeps a notification whose format it does not know before it acknowledges it', async () => {
    device.send(serialiseDatagram(value({ type: Type.ack, id: asked.id })));
    await eventually(() => expect(host.submitted).toHaveLength(1));
    expect(await device.exchange(value({ id: 901 }, 47))).toMatchObject({ type: Type.ack, id: 901 });
    expect(host.submitted[1]?.columns.faults).toMatchObject([{ index: -1, reason: 'unreadable' }]);
  });

  it('asks again at the next update when an answer bore another token', async () => {
    device.send(serialiseDatagram(value({ type: Type.ack, id: asked.id, token: Uint8Array.of(1) })));
    device.send(serialiseDatagram(post(`rd/${location}`, '', { format: 40 })));
    const codes = [await device.datagram(), await device.datagram()].map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set([Code.get, Code.changed]));
  });
});
