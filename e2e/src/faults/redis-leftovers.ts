import { execFileSync } from 'node:child_process';

/** Jobs that are still in a queue: BullMQ keeps one hash per job, and lists for those that wait, run or are delayed. */
export function jobsInRedis(redisUrl: string): string[] {
  const { hostname, port } = new URL(redisUrl);
  const answer = execFileSync('redis-cli', ['-h', hostname, '-p', port, '--raw', 'KEYS', 'virga:*'], {
    encoding: 'utf8',
  });
  return answer
    .split('\n')
    .filter((key) => /^virga:[a-z]+:(wait|active|delayed|paused|prioritized|failed|[0-9a-f-]{36}.*)$/.test(key))
    .map((key) => `in Redis: ${key}`);
}
