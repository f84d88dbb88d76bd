import { BlockList } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Ports that outside servers may be called on, unless the installation names the server. */
const PORTS = new Set(['443', '8443']);

const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');

/** What the installation has opened beyond the rule: names of servers, addresses and networks. */
export class OutboundRules {
  private readonly names = new Set<string>();
  private readonly networks = new BlockList();

  /** @param list - `PLUGIN_FETCH_ALLOW`: names, `name:port`, addresses and networks (CIDR), separated by commas */
  constructor(list: string) {
    for (const entry of list.split(',').map((text) => text.trim().toLowerCase())) {
      if (entry === '') continue;
      const [address = '', prefix] = entry.split('/');
      const parsed = ipaddr.isValid(address) ? ipaddr.process(address) : null;
      if (parsed === null) this.names.add(entry);
      else {
        const bits = prefix === undefined ? (parsed.kind() === 'ipv4' ? 32 : 128) : Number(prefix);
        this.networks.addSubnet(parsed.toString(), bits, parsed.kind());
      }
    }
  }

  /**
   * Checks what can be said of an address before it is resolved.
   * @returns whether the installation names the server, so that its address may lie inside
   * @throws {Error} that says why not
   */
  admit(url: URL): boolean {
    if (url.username !== '' || url.password !== '') throw new Error('An address must not hold a user name or password');
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error(`${url.protocol} is not called`);
    const host = hostOf(url);
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    if (this.names.has(host) || this.names.has(`${host}:${port}`)) return true;
    if (ipaddr.isValid(host) && this.opens(host)) return true;
    if (this.networks.rules.length > 0 && !ipaddr.isValid(host)) return false;
    this.assertOutside(url);
    return false;
  }

  /** @throws {Error} unless the address uses https on a usual port, as servers outside must */
  assertOutside(url: URL): void {
    if (url.protocol !== 'https:') throw new Error('Only https is called; PLUGIN_FETCH_ALLOW names the exceptions');
    if (!PORTS.has(url.port || '443')) {
      throw new Error(`Port ${url.port} is not called; PLUGIN_FETCH_ALLOW names the exceptions`);
    }
  }

  /** Whether an address lies in a network that the installation has opened. */
  opens(address: string): boolean {
    const parsed = ipaddr.process(address);
    return this.networks.check(parsed.toString(), parsed.kind());
  }
}

/** Whether an address belongs to the outside: none of loopback, private, link-local, shared, translated, reserved. */
export function isOutside(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // Of IPv6, only 2000::/3 has been given out; the rest is reserved, or holds IPv4 addresses in older ways.
  if (parsed.kind() === 'ipv6' && !GLOBAL.check(parsed.toString(), 'ipv6')) return false;
  return parsed.range() === 'unicast';
}

/** Name or address of the server, without the brackets of IPv6 and without the dot of the root. */
export function hostOf(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}
