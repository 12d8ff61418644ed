'use client';

import { Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Severity, severities } from '@virga/domain';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { type Tlp, tlpChoices } from './tlp-choices.ts';

/** Dialog of leads: title, summary, severity, TLP and the accounts the case may use. */
export function CreateCase({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Open a case" size="lg">
      {opened ? <Form onClose={onClose} /> : null}
    </Modal>
  );
}

function Form({ onClose }: { onClose(): void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const accounts = useQuery(api.accounts.list.queryOptions());
  const [title, setTitle] = useState('');
  const [summary, setSummary] = useState('');
  const [severity, setSeverity] = useState<Severity>('medium');
  const [tlp, setTlp] = useState<Tlp>('amber');
  const [accountIds, setAccountIds] = useState<string[]>([]);
  const create = useMutation(
    api.cases.create.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.cases.key() });
        router.push(`/cases/${made.id}`);
      },
    }),
  );
  const usable = (accounts.data?.items ?? []).filter((account) => !account.disabledAt);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ title, summary, severity, tlp, accountIds });
      }}
    >
      <Stack gap={12}>
        <TextInput
          label="Title"
          description="As it will stand in the report, without names of suspects."
          required
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label="Summary"
          description="What is known now and who asked for the investigation."
          autosize
          minRows={3}
          maxRows={8}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
        />
        <Group grow align="start">
          <Select
            label="Severity"
            allowDeselect={false}
            data={[...severities]}
            value={severity}
            onChange={(value) => setSeverity(severities.find((one) => one === value) ?? 'medium')}
          />
          <Select
            label="TLP"
            allowDeselect={false}
            data={tlpChoices}
            value={tlp}
            onChange={(value) => setTlp(tlpChoices.find((one) => one.value === value)?.value ?? 'amber')}
          />
        </Group>
        <Checkbox.Group label="Cloud accounts" value={accountIds} onChange={setAccountIds}>
          <Stack gap={4} mt={4}>
            {usable.map((account) => (
              <Checkbox
                key={account.id}
                value={account.id}
                label={`${account.name} (${account.externalAccountId})${account.staged ? ', range' : ''}`}
              />
            ))}
            {accounts.isSuccess && usable.length === 0 ? (
              <Text size="xs" c="dimmed">
                None that you may use. An admin can grant accounts to the case after it is opened.
              </Text>
            ) : null}
          </Stack>
        </Checkbox.Group>
        {create.error ? (
          <Text size="sm" c="danger" role="alert">
            {create.error.message}
          </Text>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending} disabled={title.trim() === ''}>
            Open the case
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
