'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { ApiProblem } from '../../contract/problem.ts';
import classes from './acquire.module.css';
import type { AccountRow, CatalogSource } from './catalog-source.ts';
import { FieldInput } from './field-input.tsx';
import { firstValues, formFields, readForm } from './form-fields.ts';
import { whyNotStarted } from './missing-grants.ts';
import { serverFaults } from './server-faults.ts';
import { useSuggestions } from './use-suggestions.ts';
import { windowOf } from './window-of.ts';

export interface AcquireFormProps {
  source: CatalogSource;
  account: AccountRow;
  incident: { id: string; may: string[]; incidentStart: string | null; incidentEnd: string | null };
  given: Record<string, unknown>;
}

/** The parameters of one source; started, one is led to the Evidence tab. */
export function AcquireForm({ source, account, incident, given }: AcquireFormProps) {
  const caseId = incident.id;
  const router = useRouter();
  const queries = useQueryClient();
  const fields = formFields(source.parameters, source.hints);
  const [values, setValues] = useState(() => firstValues(fields, given, windowOf(incident, Date.now())));
  const [own, setOwn] = useState<Record<string, string>>({});
  const suggestionsFor = useSuggestions(
    caseId,
    account,
    fields.map((field) => field.name),
  );
  const start = useMutation(
    api.acquisitions.start.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.acquisitions.key() });
        router.push(`/cases/${caseId}/evidence`);
      },
    }),
  );
  const faults = { ...(start.error instanceof ApiProblem ? serverFaults(start.error) : {}), ...own };
  const submit = () => {
    const read = readForm(fields, values);
    setOwn(read.faults);
    if (Object.keys(read.faults).length > 0) return;
    start.mutate({ caseId, sourceId: source.id, accountId: account.id, parameters: read.parameters });
  };
  const obstacle = whyNotStarted(source, account, incident.may.includes('acquisition:start'));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={12}>
        <div className={classes.fields}>
          {fields.map((field) => (
            <div key={field.name} className={field.kind === 'time' ? classes.half : undefined}>
              <FieldInput
                field={field}
                value={values[field.name] ?? field.standard}
                fault={faults[field.name]}
                suggestions={suggestionsFor(field.name)}
                onChange={(value) => setValues({ ...values, [field.name]: value })}
              />
            </div>
          ))}
        </div>
        {start.error ? (
          <Text size="sm" c="danger" role="alert">
            {start.error.message}
          </Text>
        ) : null}
        {obstacle === null ? null : <Text size="sm">{obstacle}</Text>}
        <Group className={classes.start}>
          <Button type="submit" loading={start.isPending} disabled={obstacle !== null}>
            Start collecting
          </Button>
          <Text size="xs" c="dimmed">
            {source.title} of {account.name}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
