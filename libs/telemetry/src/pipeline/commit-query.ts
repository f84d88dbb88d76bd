import type { Client, Connection, Submittable } from 'pg';

/** An error as PostgreSQL reports it. */
export interface ServerError extends Error {
  /** SQLSTATE */
  code?: string;
  detail?: string;
  /** Table concerned, if the server names one. */
  table?: string;
}

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
/** Messages of this size let the server begin before all has come. */
const CHUNK = 65_536;

interface RawConnection {
  query(text: string): void;
  stream: { cork(): void; uncork(): void; write(bytes: Uint8Array): boolean };
}

/**
 * A script of statements with the input of its COPY statements, sent in one go and answered in one go: nothing waits
 * for the server in between. If a statement fails, the server skips the rest and ignores what was sent for it; the
 * transaction that the script began is then still open, so roll back.
 */
class ScriptQuery implements Submittable {
  private readonly rows: string[][] = [];
  private failure: ServerError | undefined;
  private sent = false;

  constructor(
    private readonly script: string,
    private readonly inputs: readonly Uint8Array[],
    private readonly done: (error: ServerError | undefined, rows: string[][]) => void,
  ) {}

  /** Sends the script, unless it has been. The server takes it up when it is done with what was sent before. */
  submit(connection: Connection): void {
    if (this.sent) return;
    this.sent = true;
    const raw = connection as unknown as RawConnection;
    const { stream } = raw;
    stream.cork();
    raw.query(this.script);
    for (const input of this.inputs) {
      for (let from = 0; from < input.length; from += CHUNK) {
        const chunk = input.subarray(from, from + CHUNK);
        const head = Buffer.allocUnsafe(5);
        head.writeUInt8(COPY_DATA, 0);
        head.writeInt32BE(chunk.length + 4, 1);
        stream.write(head);
        stream.write(chunk);
      }
      stream.write(COPY_DONE);
    }
    stream.uncork();
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    this.rows.push(message.fields.map((field) => field ?? ''));
  }

  handleError(error: ServerError): void {
    this.failure = error;
    this.done(error, this.rows);
  }

  handleReadyForQuery(): void {
    if (this.failure === undefined) this.done(undefined, this.rows);
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

/**
 * Runs a script of statements on a connection that runs nothing but scripts. It is sent at once, also while others are
 * under way; they are answered in the order of the calls.
 * @param client - connected
 * @param inputs - input of each COPY FROM STDIN of the script, in order
 * @returns all rows of all statements, as text
 * @throws {ServerError} of the first statement that failed, or of a broken connection
 */
export function runScript(client: Client, script: string, inputs: readonly Uint8Array[] = []): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const query = new ScriptQuery(script, inputs, (error, rows) =>
      error === undefined ? resolve(rows) : reject(error),
    );
    // The client itself would send it only after the answer to the one before; it keeps the order of answers.
    query.submit((client as unknown as { connection: Connection }).connection);
    client.query(query);
  });
}
