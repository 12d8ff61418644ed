import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import { z } from 'zod';
import { virgaHome } from './virga-home.ts';

/**
 * What only the one who runs the server may say; never in the database, never settable over the API.
 * `endpoints`: cloud account id (our row id) → the staged endpoint that account talks to, and no other (security.md).
 */
export const serverSettingsSchema = z.strictObject({
  endpoints: z
    .record(z.uuid(), z.strictObject({ url: z.url({ protocol: /^https?$/ }), staged: z.literal(true) }))
    .default({}),
  /** Where TLS roots of staged endpoints stand, PEM file. */
  certificateAuthorities: z.array(z.string()).default([]),
});
export type ServerSettings = z.output<typeof serverSettingsSchema>;

function fileOf(home: string): string {
  return join(home, 'server.json');
}

/** Settings of this installation; the defaults when there is no file. A file that cannot be read as settings throws. */
export function readServerSettings(home: string = virgaHome()): ServerSettings {
  let text: string;
  try {
    text = readFileSync(fileOf(home), 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return serverSettingsSchema.parse({});
    throw thrown;
  }
  try {
    return serverSettingsSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw new AppError({
      code: 'system.unavailable',
      message: `${fileOf(home)} is not a settings file that Virga understands. Correct it or remove it.`,
      detail: String(thrown),
      cause: thrown,
    });
  }
}

/** Changes the settings in one step: temporary file with mode 0600, then rename. */
export function writeServerSettings(
  change: (settings: ServerSettings) => ServerSettings,
  home: string = virgaHome(),
): ServerSettings {
  const next = serverSettingsSchema.parse(change(readServerSettings(home)));
  const temporary = `${fileOf(home)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, fileOf(home));
  return next;
}
