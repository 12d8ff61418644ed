import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkoutFolder } from '@virga/runtime';

const setup = join(checkoutFolder(import.meta.dirname), 'apps/worker/src/setup/main.ts');

/** A step as a process of its own with exactly this environment. Its progress is shown, its last line is the answer. */
export function runStep<Answer>(name: string, options: object, environment: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', setup, name, JSON.stringify(options)],
      {
        env: { PATH: process.env['PATH'] ?? '/bin', HOME: process.env['HOME'] ?? '/', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let out = '';
    let last = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      const lines = (last + chunk.toString('utf8')).split('\n');
      last = lines.pop() ?? '';
      // Indented lines are progress; the rest is why it failed.
      for (const line of lines) {
        if (line.startsWith('  ')) process.stderr.write(`${line}\n`);
        else fault.push(line);
      }
    });
    const fault: string[] = [];
    child.on('error', reject);
    child.on('close', (code) => {
      if (last !== '') fault.push(last);
      if (code === 0) return resolve(JSON.parse(out.trim().split('\n').at(-1) ?? 'null') as Answer);
      reject(new Error(fault.slice(-8).join('\n').trim() || `the step ${name} ended with ${code}`));
    });
  });
}
