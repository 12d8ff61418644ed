import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { postBytes } from '@virga/cloud';
import { AppError } from '@virga/domain';
import { readCertificates, type StampAuthority } from '@virga/evidence-store';
import { z } from 'zod';

/** Of the server's settings only: which authority stamps heads is nobody's form field. */
export const authorityFields = {
  VIRGA_TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** PEM file of the certificates that may vouch for it; left out: the roots that Node comes with. */
  VIRGA_TSA_CA: z.string().optional(),
  /** OID that every stamp must carry. */
  VIRGA_TSA_POLICY: z
    .string()
    .regex(/^[0-2](\.\d+)+$/)
    .optional(),
  VIRGA_TSA_TIMEOUT_MS: z.coerce.number().int().positive().max(120_000).optional(),
};

export interface OpenAuthority extends StampAuthority {
  /** Host, for people. */
  name: string;
}

const largestAnswerBytes = 65_536;

/** Null when no authority is set. Throws at the start when its certificates cannot be read: a silent fallback would trust others. */
export async function openAuthority(
  environment: z.output<z.ZodObject<typeof authorityFields>>,
  signal: AbortSignal,
): Promise<OpenAuthority | null> {
  const {
    VIRGA_TSA_URL: url,
    VIRGA_TSA_CA: file,
    VIRGA_TSA_POLICY: policy,
    VIRGA_TSA_TIMEOUT_MS: timeoutMs = 15_000,
  } = environment;
  if (!url) return null;
  return {
    name: new URL(url).host,
    policy: policy ?? null,
    trusted: readCertificates(file ? await readAuthorities(file) : rootCertificates.join('\n')),
    ask: (body) =>
      postBytes({
        url,
        body,
        signal,
        timeoutMs,
        contentType: 'application/timestamp-query',
        acceptType: 'application/timestamp-reply',
        maxAnswerBytes: largestAnswerBytes,
      }),
  };
}

async function readAuthorities(file: string): Promise<string> {
  try {
    const pem = await readFile(file, 'utf8');
    readCertificates(pem);
    return pem;
  } catch (cause) {
    const message = `VIRGA_TSA_CA names ${file}, which cannot be read as certificates in PEM form.`;
    throw new AppError({ code: 'system.unavailable', message, cause });
  }
}
