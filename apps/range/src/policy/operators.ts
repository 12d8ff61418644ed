import { BlockList, isIP } from 'node:net';
import { matchesArn, matchesWildcard } from './wildcard.ts';

/** Compares one value of the request with one value of the policy. */
type Compare = (actual: string, wanted: string) => boolean;

function numeric(test: (a: number, b: number) => boolean): Compare {
  return (actual, wanted) => {
    const a = Number(actual);
    const b = Number(wanted);
    return actual !== '' && wanted !== '' && !Number.isNaN(a) && !Number.isNaN(b) && test(a, b);
  };
}

function epochMs(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function date(test: (a: number, b: number) => boolean): Compare {
  return (actual, wanted) => {
    const a = epochMs(actual);
    const b = epochMs(wanted);
    return !Number.isNaN(a) && !Number.isNaN(b) && test(a, b);
  };
}

function isInRange(address: string, cidr: string): boolean {
  const [net = '', bits] = cidr.split('/');
  const family = isIP(net);
  if (family === 0 || isIP(address) !== family) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(net, bits === undefined ? (family === 4 ? 32 : 128) : Number(bits), type);
  return list.check(address, type);
}

export interface Operator {
  compare: Compare;
  /** Negated operators hold when no value of the policy matches, and also when the key is absent. */
  isNegated: boolean;
}

const positive = (compare: Compare): Operator => ({ compare, isNegated: false });
const negative = (compare: Compare): Operator => ({ compare, isNegated: true });
const equals: Compare = (a, b) => a === b;
const equalsIgnoreCase: Compare = (a, b) => a.toLowerCase() === b.toLowerCase();
const like: Compare = (a, b) => matchesWildcard(b, a);
const arn: Compare = (a, b) => matchesArn(b, a);

/** IAM user guide, "IAM JSON policy elements: condition operators". Null is decided by presence, not here. */
export const OPERATORS: Record<string, Operator> = {
  StringEquals: positive(equals),
  StringNotEquals: negative(equals),
  StringEqualsIgnoreCase: positive(equalsIgnoreCase),
  StringNotEqualsIgnoreCase: negative(equalsIgnoreCase),
  StringLike: positive(like),
  StringNotLike: negative(like),
  NumericEquals: positive(numeric((a, b) => a === b)),
  NumericNotEquals: negative(numeric((a, b) => a === b)),
  NumericLessThan: positive(numeric((a, b) => a < b)),
  NumericLessThanEquals: positive(numeric((a, b) => a <= b)),
  NumericGreaterThan: positive(numeric((a, b) => a > b)),
  NumericGreaterThanEquals: positive(numeric((a, b) => a >= b)),
  DateEquals: positive(date((a, b) => a === b)),
  DateNotEquals: negative(date((a, b) => a === b)),
  DateLessThan: positive(date((a, b) => a < b)),
  DateLessThanEquals: positive(date((a, b) => a <= b)),
  DateGreaterThan: positive(date((a, b) => a > b)),
  DateGreaterThanEquals: positive(date((a, b) => a >= b)),
  Bool: positive(equalsIgnoreCase),
  BinaryEquals: positive(equals),
  IpAddress: positive(isInRange),
  NotIpAddress: negative(isInRange),
  ArnEquals: positive(arn),
  ArnLike: positive(arn),
  ArnNotEquals: negative(arn),
  ArnNotLike: negative(arn),
};
