'use client';

import { Button, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { TimeText } from '@virga/ui';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useStepUp } from '../forms/step-up.tsx';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import classes from './overview.module.css';
import type { CaseDetail } from './overview-data.ts';

/** Who sees the case and why; chosen by a lead. */
export function Members({ detail }: { detail: CaseDetail }) {
  const [isEditing, setEditing] = useState(false);
  const members = useQuery(api.cases.members.queryOptions({ input: { caseId: detail.id } }));
  const mayChoose = detail.may.includes('case:members');
  const rows = members.data?.items ?? [];
  return (
    <Section
      title="Members"
      hint="Nobody else sees this case."
      actions={
        mayChoose && !isEditing ? (
          // The form begins with those who are members: before they are known it would take all of them out.
          <Button variant="default" disabled={!members.data} onClick={() => setEditing(true)}>
            Choose members
          </Button>
        ) : null
      }
    >
      {members.isPending ? <Pending what="the members" lines={2} /> : null}
      {members.error ? <ProblemPanel error={members.error} what="The members" /> : null}
      {isEditing ? (
        <MembersForm caseId={detail.id} chosen={rows.map((row) => row.user.id)} onDone={() => setEditing(false)} />
      ) : (
        <ul className={classes.lines}>
          {rows.map((row) => (
            <li key={row.user.id}>
              <span>{row.user.name}</span>
              <span className={classes.meta}>
                {row.role}, added by {row.addedBy.name} <TimeText iso={row.addedAt} seconds />
                {row.reason ? `: ${row.reason}` : ''}
              </span>
              {row.resets.map((reset) => (
                <span key={reset.at} className={classes.meta}>
                  ! {reset.what} by {reset.by.name} <TimeText iso={reset.at} seconds />: {visibleText(reset.reason)}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function MembersForm({ caseId, chosen, onDone }: { caseId: string; chosen: string[]; onDone(): void }) {
  const queries = useQueryClient();
  const stepUp = useStepUp();
  const users = useQuery(api.users.list.queryOptions({ input: { limit: 500 } }));
  const [userIds, setUserIds] = useState(chosen);
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => stepUp(() => client.cases.setMembers({ caseId, userIds, reason })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.cases.key() });
      onDone();
    },
  });
  return (
    <Stack gap={12} className={classes.form}>
      <MultiSelect
        label="Members"
        size="xs"
        searchable
        data={(users.data?.items ?? [])
          .filter((user) => !user.disabledAt)
          .map((user) => ({ value: user.id, label: `${user.name} (${user.role})` }))}
        value={userIds}
        onChange={setUserIds}
      />
      <TextInput
        label="Reason"
        description="Shown beside each new member."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {save.error ? (
        <Text size="sm" c="danger" role="alert">
          {save.error.message}
        </Text>
      ) : null}
      <Group>
        <Button
          variant="default"
          loading={save.isPending}
          disabled={userIds.length === 0}
          onClick={() => save.mutate()}
        >
          Save the members
        </Button>
        <Button variant="subtle" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
