'use client';

import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SeverityMark, TimeText } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { Section } from '../tables/section.tsx';
import { CaseForm } from './case-form.tsx';
import classes from './overview.module.css';
import type { CaseDetail } from './overview-data.ts';

/** Description of the case; editable in place, closed and opened again by a lead. */
export function CaseAbout({ detail }: { detail: CaseDetail }) {
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const refresh = { onSuccess: () => queries.invalidateQueries({ queryKey: api.cases.key() }) };
  const close = useMutation(api.cases.close.mutationOptions(refresh));
  const reopen = useMutation(api.cases.reopen.mutationOptions(refresh));
  const may = new Set(detail.may);
  const problem = close.error ?? reopen.error;
  const byCase = { caseId: detail.id };
  return (
    <Section
      title="About the case"
      actions={
        <>
          {may.has('case:write') && detail.status === 'open' && !isEditing ? (
            <Button variant="default" onClick={() => setEditing(true)}>
              Edit
            </Button>
          ) : null}
          {may.has('case:close') && detail.status === 'open' ? (
            <Button variant="default" loading={close.isPending} onClick={() => close.mutate(byCase)}>
              Close VC-{detail.number}
            </Button>
          ) : null}
          {may.has('case:close') && detail.status === 'closed' ? (
            <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate(byCase)}>
              Open VC-{detail.number} again
            </Button>
          ) : null}
        </>
      }
    >
      {problem ? (
        <Text size="sm" c="danger" role="alert" px={16}>
          {problem.message}
        </Text>
      ) : null}
      {isEditing ? (
        <CaseForm detail={detail} onDone={() => setEditing(false)} />
      ) : (
        <>
          <Group gap={12} px={16} pb={8} className={classes.meta}>
            <SeverityMark severity={detail.severity} />
            <span>TLP {detail.tlp}</span>
            <span>
              opened <TimeText iso={detail.createdAt} seconds /> by {detail.createdBy.name}
            </span>
            {detail.closedAt ? (
              <span>
                closed <TimeText iso={detail.closedAt} seconds />
              </span>
            ) : null}
            <span>
              incident {detail.incidentStart ? <TimeText iso={detail.incidentStart} seconds /> : 'begin not known'} to{' '}
              {detail.incidentEnd ? <TimeText iso={detail.incidentEnd} seconds /> : 'end not known'}
            </span>
          </Group>
          <p className={classes.prose}>{detail.summary || 'No summary is written yet.'}</p>
        </>
      )}
    </Section>
  );
}
