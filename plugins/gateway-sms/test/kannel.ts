import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where Debian's package kannel-extras has it. */
const FAKE_SMSC = '/usr/lib/kannel/test/fakesmsc';

/** Kannel as it is installed: bearerbox, smsbox, and its own simulated SMS centre that sends the messages. */
export class Kannel {
  private readonly children: ChildProcess[] = [];
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'hydrant-kannel-'));
  private centrePort = 0;

  /** @param getUrl - with Kannel's escapes: `%p` sender, `%b` text, `%T` time, `%I` id */
  static async open(getUrl: string): Promise<Kannel> {
    const kannel = new Kannel();
    const [admin, smsbox, send] = [await freePort(), await freePort(), await freePort()];
    kannel.centrePort = await freePort();
    const config = `group = core
admin-port = ${admin}
admin-password = unused-here
smsbox-port = ${smsbox}
admin-deny-ip = "*.*.*.*"
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"
store-type = file
store-location = ${path.join(kannel.folder, 'kannel.store')}

group = smsc
smsc = fake
smsc-id = FAKE
port = ${kannel.centrePort}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${send}
http-request-retry = 20
http-queue-delay = 1

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "${getUrl}"
`;
    const file = path.join(kannel.folder, 'kannel.conf');
    writeFileSync(file, config);
    kannel.run('bearerbox', ['-v', '4', file]);
    await listening(smsbox);
    await listening(kannel.centrePort);
    kannel.run('smsbox', ['-v', '4', file]);
    await listening(send);
    return kannel;
  }

  /** Sends text messages, one after the other, as a phone in the network would. */
  async send(from: string, ...texts: string[]): Promise<void> {
    for (const text of texts) {
      const where = ['-H', '127.0.0.1', '-r', String(this.centrePort), '-i', '0.05', '-m', '1'];
      const child = this.run(FAKE_SMSC, [...where, `${from} 8333 text ${text}`]);
      const gone = new Promise((resolve) => child.once('exit', resolve));
      // It stays until it is told to go, and says when the message has left.
      await new Promise<void>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', () => reject(new Error('The simulated SMS centre has ended')));
        child.stderr?.on('data', (chunk: Buffer) => {
          if (chunk.includes('sent message')) resolve();
        });
      });
      child.kill();
      await gone;
    }
  }

  async close(): Promise<void> {
    for (const child of this.children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(program: string, args: string[]): ChildProcess {
    const env = { PATH: `${process.env['PATH']}:/usr/sbin` };
    const child = spawn(program, args, { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'], env });
    child.stderr?.resume();
    child.once('error', () => undefined);
    this.children.push(child);
    return child;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port: number): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    if (Date.now() > deadline) throw new Error(`Nothing listens on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
