export interface ToolLimits {
  memoryBytes: number;
  cpuSeconds: number;
  /** Largest file it may write; 0 for tools that only read. */
  fileBytes: number;
  /** Processes and threads at once. */
  processes: number;
}

export const usualLimits: ToolLimits = { memoryBytes: 4 * 1024 ** 3, cpuSeconds: 3600, fileBytes: 0, processes: 64 };

/** prlimit's command line; no core file, because it would hold evidence. */
export function toolLimits({ memoryBytes, cpuSeconds, fileBytes, processes }: ToolLimits): string[] {
  return [
    '/usr/bin/prlimit',
    `--as=${memoryBytes}`,
    `--cpu=${cpuSeconds}`,
    `--fsize=${fileBytes}`,
    `--nproc=${processes}`,
    '--core=0',
    '--nofile=64',
    '--',
  ];
}
