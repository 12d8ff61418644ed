import { randomInt } from 'node:crypto';
import type { Transaction } from '@virga/database';
import { newId, sha256Hex } from '@virga/domain/ids';

const howMany = 10;
/** No letter that is read as another one; no digit alone, so that a recovery code never looks like a code of the app. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const length = 24;
/** What they were before; codes that people hold go on working. */
const formerLength = 12;

/** Replaces the codes of a user; the answer is their only copy, the table holds hashes. */
export async function newRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, oneCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ id: newId(), userId, codeHash: recoveryCodeHash(userId, code) })),
  });
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

/** Without its dashes. */
export function isRecoveryCode(code: string): boolean {
  return (
    (code.length === length || code.length === formerLength) && [...code].every((letter) => letters.includes(letter))
  );
}

/** 118 random bits: a plain hash bound to the user is enough, also for whoever holds the table. */
export function recoveryCodeHash(userId: string, code: string): string {
  return sha256Hex(`virga recovery code ${userId} ${code}`);
}

function oneCode(): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
