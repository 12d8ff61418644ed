import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const identitySchema = z.strictObject({
  version: z.literal(1),
  scenario: z.string(),
  seed: z.int(),
  size: z.enum(['small', 'full']),
  /** The moment the estate is dated from, kept so that every start stages the same. */
  anchorMs: z.int(),
  secretHex: z.string().length(64),
  controlToken: z.string().min(20),
  platformSecretKey: z.string().length(40),
  /** What `--plant` gave at the first start: every later one stages the same. */
  planted: z.record(z.string(), z.string()).optional(),
});

/** What makes a data folder's range itself: what it was staged from and the keys made for it. */
export type RangeIdentity = z.infer<typeof identitySchema>;

export interface IdentityWish {
  scenario: string;
  seed: number;
  size: 'small' | 'full';
  nowMs: number;
  planted?: Record<string, string>;
}

/** Writes a file that only its owner reads, whole or not at all. */
export function writePrivateFile(path: string, text: string): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}

/** Reads the folder's identity or makes one; a folder staged from something else is refused. */
export function openIdentity(folder: string, wish: IdentityWish): RangeIdentity {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'identity.json');
  if (existsSync(path)) {
    const known = identitySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    if (known.scenario !== wish.scenario || known.seed !== wish.seed || known.size !== wish.size) {
      throw new Error(
        `${folder} holds the range ${known.scenario}, seed ${known.seed}, size ${known.size}; choose another --data folder or start it with these`,
      );
    }
    return known;
  }
  const identity: RangeIdentity = {
    version: 1,
    scenario: wish.scenario,
    seed: wish.seed,
    size: wish.size,
    anchorMs: wish.nowMs,
    secretHex: randomBytes(32).toString('hex'),
    controlToken: randomBytes(24).toString('base64url'),
    platformSecretKey: randomBytes(30).toString('base64'),
    ...(wish.planted ? { planted: wish.planted } : {}),
  };
  writePrivateFile(path, `${JSON.stringify(identity, null, 2)}\n`);
  return identity;
}
