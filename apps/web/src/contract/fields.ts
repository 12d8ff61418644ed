import { z } from 'zod';

/** Row ids are UUIDv7; any other text in their place is an invalid request. */
export const id = z.uuid();
/** 32 lower-case hex digits (forensics.md, 7). */
export const eventId = z.string().regex(/^[0-9a-f]{32}$/);
/** ISO 8601 in UTC with six digits, for example `2026-10-01T12:00:00.000000Z`. */
export const isoTime = z.string().max(40).meta({ format: 'date-time' });
/** A 64-bit whole number as decimal text: JSON numbers are exact only up to 2^53. */
export const bigintText = z.string().regex(/^-?\d{1,20}$/);
export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);
/** Plain JSON whose shape belongs to a source, an action or a log. */
export const jsonObject = z.record(z.string(), z.json());
export const shortText = z.string().trim().min(1).max(200);
export const longText = z.string().max(20_000);

export const userRef = z.object({ id, name: z.string() });
export type UserRef = z.output<typeof userRef>;

/** `cursor` is opaque text from `next` of the answer before; it is refused where it does not fit. */
export const pageFields = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number<number | undefined>().int().min(1).max(500).default(100),
};

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Nothing to say but that it is done. */
export const done = z.object({ ok: z.literal(true) });
