import { z } from 'zod';
import { UsageError } from '../usage-error.ts';
import type { ServerClient } from './server-client.ts';

const caseList = z.object({
  items: z.array(z.object({ id: z.uuid(), number: z.number() })),
  next: z.string().nullable(),
});

/** The id of a case: given as it is, or said as VC-7 (then the token needs case:list). */
export async function findCase(client: ServerClient, said: string): Promise<string> {
  if (z.uuid().safeParse(said).success) return said.toLowerCase();
  const number = /^vc-(\d{1,9})$/i.exec(said)?.[1];
  if (number === undefined) throw new UsageError(`--case ${said} is neither a case id nor a number like VC-7`);
  const { items } = await client.get('/cases', caseList);
  const found = items.find((one) => one.number === Number(number));
  if (!found) throw new Error(`The owner of the token is not a member of a case VC-${number}.`);
  return found.id;
}
