import { LiveConnection, type LiveSocket } from './live-connection';

class RecordingSocket implements LiveSocket {
  bufferedAmount = 0;
  readonly sent: { type: string; data?: { values: number[] } }[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text) as never);
  }
  close(): void {}
}

describe('LiveConnection', () => {
  it('sends collected readings in columns, once', () => {
    const socket = new RecordingSocket();
    const connection = new LiveConnection(socket, 2);
    connection.flush();
    connection.addReading('a', 1, 10, 0);
    connection.addReading('b', 2, 20, 3);
    connection.flush();
    connection.flush();
    expect(socket.sent).toHaveLength(1);
    expect(socket.sent[0]).toMatchObject({
      type: 'readings',
      data: { sensorIds: ['a', 'b'], times: [1, 2], values: [10, 20], qualities: [0, 3] },
    });
  });

  it('drops readings for a client that does not keep up, and tells it to start anew when there is room', () => {
    const socket = new RecordingSocket();
    const connection = new LiveConnection(socket, 1);
    connection.addReading('a', 1, 1, 0);
    socket.bufferedAmount = 9 * 1024 * 1024;
    connection.flush();
    connection.addReading('a', 2, 2, 0);
    connection.sendAlert({});
    connection.flush();
    expect(socket.sent.map(({ type }) => type)).toEqual(['readings']);
    socket.bufferedAmount = 0;
    connection.flush();
    connection.addReading('a', 3, 3, 0);
    connection.flush();
    expect(socket.sent.map(({ type }) => type)).toEqual(['readings', 'reset', 'readings']);
    expect(socket.sent[2]?.data?.values).toEqual([3]);
  });
});
