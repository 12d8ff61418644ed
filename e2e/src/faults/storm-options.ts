/** What `npm run test:faults -- --seed N --kills N --queue pg|redis` asked for; the lane hands it on in the environment. */
export interface StormOptions {
  seed: number;
  /** Of all queues together. */
  kills: number;
  queues: QueueKind[];
}

export type QueueKind = 'pg' | 'redis';

export function stormOptions(environment: NodeJS.ProcessEnv = process.env): StormOptions {
  const seed = Number(environment['VIRGA_FAULTS_SEED'] ?? Date.now() % 2 ** 31);
  const kills = Number(environment['VIRGA_FAULTS_KILLS'] ?? 100);
  const queue = environment['VIRGA_FAULTS_QUEUE'] ?? '';
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed ${environment['VIRGA_FAULTS_SEED']} is not a whole number`);
  if (!Number.isSafeInteger(kills) || kills < 1) throw new Error('--kills is a whole number above 0');
  if (queue !== '' && queue !== 'pg' && queue !== 'redis') throw new Error('--queue is pg or redis');
  return { seed, kills, queues: queue === '' ? ['pg', 'redis'] : [queue] };
}

/** How to have a run again. */
export function replayCommand({ seed, kills, queues }: StormOptions): string {
  const queue = queues.length === 1 ? ` --queue ${queues[0]}` : '';
  return `npm run test:faults -- --seed ${seed} --kills ${kills}${queue}`;
}
