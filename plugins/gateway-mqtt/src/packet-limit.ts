// oxlint-disable no-underscore-dangle -- the names are the broker's
import type { Client } from 'aedes';

interface Parser {
  packet: { length: number };
  _parseLength(): boolean;
  emit(event: 'error', error: Error): void;
}

/**
 * Ends the connection of a client that announces a packet beyond `limit` bytes, before any of it is gathered in
 * memory. The broker has no setting for it: this uses the parser of its client, and the tests hold it in place.
 */
export function limitPackets(client: Client, limit: number, exceeded: () => void): void {
  const parser = (client as unknown as { _parser: Parser })._parser;
  const parse = parser._parseLength.bind(parser);
  parser._parseLength = () => {
    const known = parse();
    if (!known || parser.packet.length <= limit) return known;
    exceeded();
    parser.emit('error', new Error(`A packet of ${parser.packet.length} bytes is over the limit of ${limit}`));
    client.conn.destroy();
    return false;
  };
}
