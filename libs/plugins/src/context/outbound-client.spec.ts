import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutboundClient, type Resolve } from './outbound-client';

const PUBLIC = [{ address: '93.184.215.14', family: 4 }];

/** Addresses inside, as hosts of URLs: plain, shortened, in other notations, mapped and translated. */
const inside = `
  127.0.0.1 127.1 127.0.1 127.255.255.254 0.0.0.0 0 0.1.2.3 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255
  192.168.0.1 192.168.255.255 169.254.169.254 169.254.0.1 100.64.0.1 100.127.255.255 192.0.0.1 192.0.0.8
  192.0.2.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1
  255.255.255.255 2130706433 0x7f000001 0x7f.1 017700000001 0177.0.0.1 0x7f.0x0.0x0.0x1 3232235521 2852039166
  0xa9fea9fe 0xc0a80001 0300.0250.0.1 012.0.0.1 10.1 192.168.257 ①②⑦.⓪.⓪.① 127。0。0。1 [::1] [::]
  [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::ffff:169.254.169.254]
  [::ffff:a9fe:a9fe] [::127.0.0.1] [fe80::1] [febf::1] [fc00::1] [fd00::1] [fd12:3456::1] [ff02::1] [ff05::2]
  [64:ff9b::7f00:1] [64:ff9b::169.254.169.254] [64:ff9b:1::a00:1] [2002:7f00:1::] [2002:a9fe:a9fe::] [2001::1]
  [2001:db8::1] [100::1] [fd00:ec2::254]
`
  .trim()
  .split(/\s+/);
const schemes = ['http:', 'ftp:', 'file:', 'gopher:', 'data:', 'ws:', 'javascript:', 'dict:', 'ldap:', 'unix:'];
const ports = [
  0, 1, 21, 22, 23, 25, 53, 80, 110, 111, 139, 445, 993, 1433, 1521, 1883, 2375, 3000, 3306, 3389, 5432, 5672,
];
const morePorts = [5683, 6379, 6443, 7001, 8000, 8080, 8086, 9000, 9042, 9090, 9092, 9200, 10250, 11211, 27017];

describe('OutboundClient', () => {
  const refused = async (url: string, resolve: Resolve = async () => PUBLIC, allow = '') => {
    let asked = false;
    const client = new OutboundClient(allow, async (host) => {
      asked = true;
      return resolve(host);
    });
    const failure = await client.request({ method: 'GET', url, timeoutMs: 500 }).then(
      ({ status }) => `answered ${status}`,
      (error: Error) => error.message,
    );
    return { failure, asked };
  };

  it('knows over 150 ways inside, and takes none of them', async () => {
    const urls = [
      ...inside.map((host) => `https://${host}/`),
      ...inside.slice(0, 40).map((host) => `https://${host}:8443/latest/meta-data`),
      ...schemes.map((scheme) => `${scheme}//example.org/`),
      ...[...ports, ...morePorts].map((port) => `https://example.org:${port}/`),
      'https://user@example.org/',
      'https://user:word@example.org/',
      'https://127.0.0.1@example.org/',
      'not a url',
      '',
      '//example.org',
    ];
    expect(urls.length).toBeGreaterThan(150);
    for (const url of urls) {
      const { failure } = await refused(url);
      expect([url, failure]).toEqual([
        url,
        expect.stringMatching(/does not belong to the outside|is not called|Only https|must not hold|is no URL/),
      ]);
    }
  });

  it.each([
    ['loopback', ['127.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
    ['one private among public ones', ['93.184.215.14', '10.0.0.5']],
    ['IPv6 loopback', ['::1']],
    ['an IPv4 address in IPv6', ['::ffff:192.168.0.1']],
    ['nothing', []],
  ])('refuses a name that resolves to %s', async (_name, addresses) => {
    const resolve: Resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    expect((await refused('https://rebind.example/', resolve)).failure).toMatch(/outside|no address/);
  });

  describe('with a server that the installation allows', () => {
    let server: Server;
    let port: number;
    const asked: string[] = [];
    beforeAll(async () => {
      server = createServer((request, response) => {
        asked.push(`${request.method} ${request.headers.host} ${request.url}`);
        if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
        else if (request.url === '/large') response.end(Buffer.alloc(1_100_000));
        else if (request.url === '/endless') response.write('x');
        else if (request.url !== '/silent') response.writeHead(200, { 'x-a': '1' }).end('hello');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    });
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });
    const call = (path: string, allow: string, host = 'inner.example', resolve?: Resolve) =>
      new OutboundClient(allow, resolve ?? (async () => [{ address: '127.0.0.1', family: 4 }])).request({
        method: 'GET',
        url: `http://${host}:${port}${path}`,
        timeoutMs: 500,
      });

    it.each(['inner.example', 'INNER.example', '127.0.0.0/8', '127.0.0.1', '10.0.0.0/8, 127.0.0.1'])(
      'calls it by %s',
      async (allow) => {
        const { status, headers, body } = await call('/', allow);
        expect([status, headers['x-a'], Buffer.from(body).toString()]).toEqual([200, '1', 'hello']);
        expect(asked.at(-1)).toBe(`GET inner.example:${port} /`);
      },
    );

    it('asks for a name once, and connects to what was checked', async () => {
      let times = 0;
      const resolve: Resolve = async () => {
        times += 1;
        return [{ address: times === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
      };
      expect((await call('/', '127.0.0.1/32', 'rebind.example', resolve)).status).toBe(200);
      expect(times).toBe(1);
    });

    it.each(['other.example', 'inner.example:1', '10.0.0.0/8', '128.0.0.0/8', ''])(
      'does not call it by %s',
      async (allow) => {
        await expect(call('/', allow)).rejects.toThrow(/Only https|outside/);
      },
    );

    it('follows no redirect, and ends answers that are too long or never end', async () => {
      expect((await call('/away', 'inner.example')).status).toBe(302);
      await expect(call('/large', 'inner.example')).rejects.toThrow(/over 1 MiB/);
      await expect(call('/silent', 'inner.example')).rejects.toThrow(/did not answer within 0.5 s/);
      await expect(call('/endless', 'inner.example')).rejects.toThrow(/did not answer within 0.5 s/);
    });
  });
});
