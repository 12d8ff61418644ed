'use client';

import { Button, Group, Modal, MultiSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Permission, permissions } from '@virga/domain';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useStepUp } from '../forms/step-up.tsx';
import { CopyButton } from '../tables/copy-button.tsx';
import classes from './me.module.css';
import { tokenPermissions } from './token-permissions.ts';

export interface CreateTokenProps {
  own: readonly Permission[];
  opened: boolean;
  onClose(): void;
}

/** Makes a token and shows its text once. */
export function CreateToken({ own, opened, onClose }: CreateTokenProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Make an API token" size="lg" closeOnClickOutside={false}>
      {opened ? <TokenForm own={own} onClose={onClose} /> : null}
    </Modal>
  );
}

const readOnly: readonly Permission[] = ['self:read', 'case:list', 'case:read', 'timeline:read'];

function TokenForm({ own, onClose }: { own: readonly Permission[]; onClose(): void }) {
  const queries = useQueryClient();
  const stepUp = useStepUp();
  const cases = useQuery(api.cases.list.queryOptions({ input: { status: 'all' } }));
  const [name, setName] = useState('');
  const allowed = tokenPermissions(own);
  const [chosen, setChosen] = useState(() => allowed.filter((one) => readOnly.includes(one)));
  const [caseIds, setCaseIds] = useState<string[]>([]);
  const [days, setDays] = useState(30);
  const create = useMutation({
    mutationFn: () => stepUp(() => client.tokens.create({ name, permissions: chosen, caseIds, days })),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.tokens.key() }),
  });
  if (create.data)
    return (
      <Stack gap={12}>
        <p className={classes.once}>Copy it now: it is shown once and kept nowhere.</p>
        <div className={classes.secret}>
          <code>{create.data.text}</code>
          <CopyButton value={create.data.text} what="the token" />
        </div>
        <Group justify="flex-end">
          <Button onClick={onClose}>I have copied it</Button>
        </Group>
      </Stack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap={12}>
        <TextInput
          label="Name"
          description="What uses it."
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <MultiSelect
          label="Permissions"
          size="xs"
          searchable
          data={allowed.map((value) => ({ value, label: `${value}: ${permissions[value].meaning}` }))}
          value={chosen}
          onChange={(values) => setChosen(allowed.filter((one) => values.includes(one)))}
        />
        <MultiSelect
          label="Cases"
          size="xs"
          searchable
          data={(cases.data?.items ?? []).map((row) => ({ value: row.id, label: `VC-${row.number} ${row.title}` }))}
          value={caseIds}
          onChange={setCaseIds}
        />
        <NumberInput
          label="Days"
          min={1}
          max={90}
          value={days}
          onChange={(value) => setDays(Number(value) || 1)}
          w={120}
        />
        {create.error ? (
          <Text size="sm" c="danger" role="alert">
            {create.error.message}
          </Text>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === '' || chosen.length === 0}>
            Make the token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
