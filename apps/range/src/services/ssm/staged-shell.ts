import type { Instance } from '../../estate/types.ts';

export interface ShellResult {
  output: string;
  error: string;
  exitCode: number;
}

const shortHost = (instance: Instance): string => instance.privateDnsName.split('.')[0] ?? instance.id;

function sockets(instance: Instance): string {
  const head = 'State Recv-Q Send-Q Local-Address:Port Peer-Address:Port Process';
  const rows = instance.connections
    .filter((flow) => flow.state === 'established')
    .map(
      (flow) =>
        `ESTAB 0 0 ${flow.localIp}:${flow.localPort} ${flow.remoteIp}:${flow.remotePort} users:(("${flow.process}",pid=${flow.pid},fd=3))`,
    );
  return [head, ...rows].join('\n');
}

/** The few commands that the staged machines know, each answered from the estate; nothing is ever executed. */
const COMMANDS: Record<string, (instance: Instance) => string> = {
  hostname: shortHost,
  whoami: () => 'root',
  id: () => 'uid=0(root) gid=0(root) groups=0(root)',
  'uname -m': (instance) => (instance.architecture === 'arm64' ? 'aarch64' : 'x86_64'),
  'uname -n': shortHost,
  'ss -tnp': sockets,
  'ss -tunap': sockets,
  true: () => '',
};

/** Runs a script line by line on a staged machine; an unknown command ends it with 127, as a shell's `set -e` would. */
export function runStagedCommand(instance: Instance, lines: string[]): ShellResult {
  const output: string[] = [];
  for (const line of lines.map((entry) => entry.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const echo = /^echo (.*)$/.exec(line);
    const run = Object.hasOwn(COMMANDS, line) ? COMMANDS[line] : undefined;
    if (echo) output.push(echo[1] ?? '');
    else if (run) output.push(run(instance));
    else
      return {
        output: `${output.join('\n')}\n`,
        error: `sh: ${line.split(' ')[0]}: command not found\n`,
        exitCode: 127,
      };
  }
  return { output: `${output.join('\n')}\n`, error: '', exitCode: 0 };
}
