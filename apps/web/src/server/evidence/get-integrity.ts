import { brokenCases } from '@virga/database';
import type { z } from 'zod';
import type { caseIntegrity } from '../../contract/evidence.ts';
import type { CaseCall } from '../platform/call.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';

/** What every tab of the case shows in red. */
export async function getIntegrity({ platform, access }: CaseCall): Promise<z.input<typeof caseIntegrity>> {
  const [broken] = await brokenCases(platform.db, [access.caseId]);
  return {
    items: (broken?.items ?? []).map((item) => ({ ...item, at: isoOrNull(item.at) })),
    chain: broken?.chain ? { ...broken.chain, at: isoOf(broken.chain.at) } : null,
  };
}
