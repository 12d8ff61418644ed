import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { productFacts } from '../product/facts.ts';

export interface OwnSocket {
  protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6';
  /** As the kernel writes it: hex, in the byte order of the machine. */
  localAddress: string;
  remoteAddress: string;
  isListening: boolean;
}

/** 127.0.0.1, the same written as an IPv6 address, and ::1. */
export const loopback = /^(0100007F|0000000000000000FFFF00000100007F|00000000000000000000000001000000)$/;

/** Every socket of the product's processes and of all they started, as the kernel lists it. */
export function ownSockets(): OwnSocket[] {
  const file = JSON.parse(readFileSync(join(productFacts().home, 'run.json'), 'utf8')) as { parts: { pid: number }[] };
  const inodes = new Set(file.parts.flatMap(({ pid }) => familyOf(pid)).flatMap(inodesOf));
  return (['tcp', 'tcp6', 'udp', 'udp6'] as const).flatMap((protocol) =>
    readFileSync(`/proc/net/${protocol}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => inodes.has(fields[9]!))
      .map((fields) => ({
        protocol,
        localAddress: fields[1]!.split(':')[0]!,
        remoteAddress: fields[2]!.split(':')[0]!,
        isListening: fields[3] === '0A',
      })),
  );
}

/** A process and all below it. */
function familyOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return [pid, ...children.flatMap((child) => familyOf(Number(child)))];
  } catch {
    return [];
  }
}

function inodesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode ? [inode] : [];
    });
  } catch {
    // The process, or the file, is gone by now.
    return [];
  }
}
