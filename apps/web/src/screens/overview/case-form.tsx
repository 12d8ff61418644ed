'use client';

import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { severities } from '@virga/domain';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { tlpChoices } from '../home/tlp-choices.ts';
import classes from './overview.module.css';
import type { CaseDetail } from './overview-data.ts';

const zones = Intl.supportedValuesOf('timeZone');

/** Title, summary, severity, TLP and the incident's window. Times in ISO 8601 with zone; empty is not known. */
export function CaseForm({ detail, onDone }: { detail: CaseDetail; onDone(): void }) {
  const queries = useQueryClient();
  const [value, setValue] = useState({
    title: detail.title,
    summary: detail.summary,
    severity: detail.severity,
    tlp: detail.tlp,
    secondZone: detail.secondZone,
    incidentStart: detail.incidentStart ?? '',
    incidentEnd: detail.incidentEnd ?? '',
  });
  const save = useMutation(
    api.cases.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.cases.key() });
        onDone();
      },
    }),
  );
  const set = (change: Partial<typeof value>) => setValue({ ...value, ...change });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        const { incidentStart, incidentEnd, ...rest } = value;
        save.mutate({
          caseId: detail.id,
          ...rest,
          incidentStart: incidentStart.trim() || null,
          incidentEnd: incidentEnd.trim() || null,
        });
      }}
    >
      <Stack gap={12}>
        <TextInput
          label="Title"
          required
          value={value.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Textarea
          label="Summary"
          autosize
          minRows={3}
          maxRows={16}
          value={value.summary}
          onChange={(event) => set({ summary: event.currentTarget.value })}
        />
        <Group grow>
          <Select
            label="Severity"
            allowDeselect={false}
            data={[...severities]}
            value={value.severity}
            onChange={(next) => set({ severity: severities.find((one) => one === next) ?? value.severity })}
          />
          <Select
            label="TLP"
            allowDeselect={false}
            data={tlpChoices}
            value={value.tlp}
            onChange={(next) => set({ tlp: tlpChoices.find((one) => one.value === next)?.value ?? value.tlp })}
          />
        </Group>
        <Group grow>
          <TextInput
            label="Incident begins"
            placeholder="2026-10-01T00:00:00Z"
            value={value.incidentStart}
            onChange={(event) => set({ incidentStart: event.currentTarget.value })}
          />
          <TextInput
            label="Incident ends"
            placeholder="not known"
            value={value.incidentEnd}
            onChange={(event) => set({ incidentEnd: event.currentTarget.value })}
          />
        </Group>
        <Select
          label="Second time zone"
          description="Shown beside UTC when the pointer rests on a time of this case."
          placeholder="UTC only"
          searchable
          clearable
          limit={50}
          data={zones}
          value={value.secondZone}
          onChange={(next) => set({ secondZone: next })}
        />
        {save.error ? (
          <Text size="sm" c="danger" role="alert">
            {save.error.message}
          </Text>
        ) : null}
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            Save the description
          </Button>
          <Button variant="subtle" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
