import { countText } from '@virga/ui';
import type { z } from 'zod';
import type { auditVerdict } from '../../contract/audit.ts';

export type AuditVerdict = z.output<typeof auditVerdict>;

/** What the seals say, without a claim beyond what was read again. */
export function stateSentence(verdict: AuditVerdict): string {
  const { appendOnly, seals, sealedRows, unsealedRows, onlyNewest, faults } = verdict;
  const writes = appendOnly
    ? '✓ Append only'
    : '✕ The database does not refuse changes of this log: its triggers or grants were changed';
  if (seals === 0) return `${writes} · no seal yet: a collect worker makes one every half minute.`;
  const sealed = `${countText(sealedRows)} rows in ${countText(seals)} seals, ${countText(unsealedRows)} newer not sealed`;
  return `${writes} · ${sealed} · ${foundSentence(onlyNewest, faults.length)}.`;
}

function foundSentence(onlyNewest: number | null, faults: number): string {
  if (faults > 0) return `✕ ${faults} ${faults === 1 ? 'seal does' : 'seals do'} not hold`;
  return onlyNewest === null
    ? '✓ every sealed row was read again and is as sealed'
    : `✓ rows of the newest ${onlyNewest} seals were read again and are as sealed`;
}
