/** Makers of identifiers in the shapes that AWS gives them (IAM identifiers: IAM user guide, "Unique identifiers"). */
import type { Random } from './random.ts';

const HEX = '0123456789abcdef';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const SECRET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VERSION = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

/** EC2 resource id: `prefix-` and 17 hexadecimal digits, the first of them 0 as on all of today's resources. */
export function ec2Id(random: Random, prefix: string): string {
  return `${prefix}-0${random.text(16, HEX)}`;
}

/** IAM unique id or access key id: a four-letter prefix (AKIA, ASIA, AIDA, AROA, …) and 16 or 17 characters. */
export function iamId(random: Random, prefix: 'AKIA' | 'ASIA' | 'AIDA' | 'AROA' | 'AGPA' | 'AIPA' | 'ANPA'): string {
  return prefix + random.text(prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17, BASE32);
}

/** Secret access key: 40 characters of base64. */
export function secretKey(random: Random): string {
  return random.text(40, SECRET);
}

/** UUID version 4, as CloudTrail's eventID and most request ids are. */
export function uuid(random: Random): string {
  const hex = random.text(32, HEX);
  const variant = '89ab'[random.between(0, 3)];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** S3 version id: 32 characters. */
export function s3VersionId(random: Random): string {
  return random.text(32, VERSION);
}

/** Twelve digits, never starting with 0, so that it survives a careless number conversion in a test as well. */
export function accountId(random: Random): string {
  return String(random.between(1, 9)) + random.text(11, '0123456789');
}

/** A locally administered MAC address of the kind EC2 shows. */
export function macAddress(random: Random): string {
  const rest = Array.from({ length: 5 }, () => random.text(2, HEX));
  return ['02', ...rest].join(':');
}
