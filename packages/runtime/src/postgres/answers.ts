import { connect } from 'node:net';

/** SSLRequest of the wire protocol: length 8, code 80877103. Every PostgreSQL answers it with one byte, S or N. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** True when a PostgreSQL server that is alive (not just a process on its way out) serves the port on 127.0.0.1. */
export function answersOn(port: number, timeoutMs = 2000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: timeoutMs });
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => socket.write(sslRequest));
    socket.once('data', (reply) => end(reply[0] === 0x53 || reply[0] === 0x4e));
    for (const fault of ['error', 'timeout', 'close']) socket.once(fault, () => end(false));
  });
}
