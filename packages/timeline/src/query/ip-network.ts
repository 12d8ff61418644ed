import type { IpNetwork } from './tree.ts';

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Pattern = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** Reads an address or CIDR of IPv4 or IPv6 (no zone, no leading zeros); bits below the prefix are cleared. */
export function parseIpNetwork(text: string): IpNetwork | null {
  const slash = text.indexOf('/');
  const addressText = slash < 0 ? text : text.slice(0, slash);
  const bitsText = slash < 0 ? null : text.slice(slash + 1);
  const parsed = parseAddress(addressText);
  if (!parsed) return null;
  const width = parsed.version === 4 ? 32 : 128;
  if (bitsText !== null && !/^\d{1,3}$/.test(bitsText)) return null;
  const bits = bitsText === null ? width : Number(bitsText);
  if (bits > width) return null;
  const shift = BigInt(width - bits);
  return { version: parsed.version, address: (parsed.address >> shift) << shift, bits };
}

function parseAddress(text: string): { version: 4 | 6; address: bigint } | null {
  if (ipv4Pattern.test(text)) return { version: 4, address: ipv4Number(text) };
  const address = ipv6Number(text);
  return address === null ? null : { version: 6, address };
}

function ipv4Number(text: string): bigint {
  return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

/** RFC 4291, 2.2: groups of hex, one `::`, and optionally IPv4 in the last 32 bits. */
function ipv6Number(text: string): bigint | null {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':')) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1]!, true) : [];
  if (!head || !tail) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce((sum, group) => (sum << 16n) | group, 0n);
}

function groupsOf(text: string, mayEndInIpv4: boolean): bigint[] | null {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else if (mayEndInIpv4 && index === parts.length - 1 && ipv4Pattern.test(part)) {
      const number = ipv4Number(part);
      groups.push(number >> 16n, number & 0xffffn);
    } else return null;
  }
  return groups;
}

/** Canonical text of the network, `/bits` left out for a single address. */
export function formatIpNetwork(network: IpNetwork): string {
  const isSingle = network.bits === (network.version === 4 ? 32 : 128);
  const address = network.version === 4 ? ipv4Text(network.address) : ipv6Text(network.address);
  return isSingle ? address : `${address}/${network.bits}`;
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}

/** All eight groups without compression: longer than RFC 5952, and read alike by everyone. */
function ipv6Text(address: bigint): string {
  return Array.from({ length: 8 }, (_unused, index) =>
    ((address >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  ).join(':');
}

/** An IPv4 network also stands inside IPv6, mapped below ::ffff:0:0/96 (RFC 4291, 2.5.5.2). */
export function mappedNetwork(network: IpNetwork): IpNetwork | null {
  if (network.version === 6) return null;
  return { version: 6, address: (0xffffn << 32n) | network.address, bits: network.bits + 96 };
}

/** True when the text is an address inside the network, in its own form or mapped. */
export function isInNetwork(text: string, network: IpNetwork): boolean {
  const parsed = parseAddress(text);
  if (!parsed) return false;
  const asSeen = parsed.version === network.version ? network : parsed.version === 6 ? mappedNetwork(network) : null;
  if (!asSeen) return false;
  const shift = BigInt((parsed.version === 4 ? 32 : 128) - asSeen.bits);
  return parsed.address >> shift === asSeen.address >> shift;
}
