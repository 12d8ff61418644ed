import { JsonScanner, scanArrayInObject } from './json-scanner.ts';

/** The scanner's observations about a value that is complete in `bytes` (JSON text that was inside a string). */
export function measureText(bytes: Buffer): { maxDepth: number; members: number; hasLongNumber: boolean } {
  const scanner = new JsonScanner();
  let start = 0;
  while (start < bytes.length && bytes[start]! <= 0x20) start++;
  scanner.begin(start);
  while (scanner.scan(bytes, bytes.length) === scanArrayInObject) scanner.enterArray();
  const { maxDepth, members, hasLongNumber } = scanner;
  return { maxDepth, members, hasLongNumber };
}
