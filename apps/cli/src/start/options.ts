import { parseArgs } from 'node:util';

export interface StartOptions {
  range: boolean;
  port: number;
  seed: number;
  size: 'small' | 'full';
}

/** `npm start -- [--no-range] [--port 3000] [--seed 7] [--size full|small]`. */
export function readStartOptions(argv: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...argv],
    allowNegative: true,
    options: {
      range: { type: 'boolean', default: true },
      port: { type: 'string', default: '3000' },
      seed: { type: 'string', default: '7' },
      size: { type: 'string', default: 'full' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`--port ${values.port} is not a port number`);
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed ${values.seed} is not a whole number`);
  if (values.size !== 'small' && values.size !== 'full') throw new Error('--size is small or full');
  return { range: values.range, port, seed, size: values.size };
}
