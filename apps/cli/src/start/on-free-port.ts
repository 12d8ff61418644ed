import { freePort } from '@virga/runtime';

const tries = 5;

/** Starts something on the next free port; when another start on this machine took it in the meantime, on the one after. */
export async function onFreePort<T>(preferred: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1, from = preferred; ; attempt++) {
    const port = await freePort(from);
    try {
      return await start(port);
    } catch (error) {
      if (attempt === tries || !(error instanceof Error) || !/in use/i.test(error.message)) throw error;
      from = port + 1;
    }
  }
}
