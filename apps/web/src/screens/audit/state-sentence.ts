import { countText } from '@virga/ui';
import type { z } from 'zod';
import type { auditVerdict } from '../../contract/audit.ts';

export type AuditVerdict = z.output<typeof auditVerdict>;

/** What the seals say, without a claim beyond what was read again. */
export function stateSentence(verdict: AuditVerdict): string {
  const { appendOnly, seals, sealedRows, unsealedRows, onlyNewest, faults } = verdict;
  const writes = appendOnly
    ? '✓ Append only: the database refuses changes.'
    : '✕ The database does not refuse changes of this log: its triggers or grants were changed.';
  if (seals === 0) return `${writes} No seal yet: a collect worker makes one every half minute.`;
  const read =
    onlyNewest === null ? 'every sealed row was read again' : `rows of the newest ${onlyNewest} seals were read again`;
  const found = faults.length === 0 ? `✓ ${read} and is as it was sealed.` : `✕ ${faults.length} seals do not hold.`;
  const sealed = `${countText(sealedRows)} rows in ${countText(seals)} seals, ${countText(unsealedRows)} newer ones not sealed yet`;
  return `${writes} ${sealed}; ${found}`.replace(
    'were read again and is as it was',
    'were read again and are as they were',
  );
}
