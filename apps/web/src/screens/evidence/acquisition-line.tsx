'use client';

import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LedgerColour } from '@virga/domain';
import { MiddleCut, StepRail } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import classes from './acquisition-list.module.css';
import { AcquisitionLog } from './acquisition-log.tsx';
import type { AcquisitionRow } from './acquisition-row.ts';
import { AcquisitionStatus } from './acquisition-status.tsx';
import { HeldNotice } from './held-notice.tsx';
import { isOver, railState } from './progress-words.ts';

export interface AcquisitionLineProps {
  row: AcquisitionRow;
  /** Worst of its items; null while unknown. */
  ledger: LedgerColour | null;
  mayAct: boolean;
}

/** One acquisition: what, from where, its rail, how far, last news; opens to its log. */
export function AcquisitionLine({ row, ledger, mayAct }: AcquisitionLineProps) {
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const refresh = { onSuccess: () => queries.invalidateQueries({ queryKey: api.acquisitions.key() }) };
  const retry = useMutation(api.acquisitions.retry.mutationOptions(refresh));
  const cancel = useMutation(api.acquisitions.cancel.mutationOptions(refresh));
  const ids = { caseId: row.caseId, acquisitionId: row.id };
  const name = `${row.sourceTitle} ${row.target}`;
  const problem = retry.error ?? cancel.error;
  return (
    <li className={classes.item} aria-label={name}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-label={`${isOpen ? 'Close' : 'Open'} the log of ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
        </button>
        <span className={classes.what}>
          <span className={classes.title}>{row.sourceTitle}</span>
          <MiddleCut text={row.region ? `${row.target} ${row.region}` : row.target} tail={20} />
        </span>
        <StepRail steps={row.steps} current={row.step} state={railState(row.state)} />
        <AcquisitionStatus row={row} ledger={ledger} />
        {mayAct ? (
          <span className={classes.actions}>
            {row.state === 'failed' || row.state === 'cancelled' ? (
              <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate(ids)}>
                Retry {row.step}
              </Button>
            ) : null}
            {!isOver(row.state) && !row.cancelRequestedAt ? (
              <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(ids)}>
                Cancel
              </Button>
            ) : null}
          </span>
        ) : null}
      </div>
      {problem ? (
        <p className={classes.held} role="alert">
          {problem.message}
        </p>
      ) : null}
      <HeldNotice row={row} />
      {isOpen ? <AcquisitionLog ids={ids} /> : null}
    </li>
  );
}
