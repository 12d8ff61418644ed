'use client';

import { Button, Drawer, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { type AccountForm, emptyForm, type Faults, readAccountForm } from './account-form.ts';
import type { AccountRow } from './account-types.ts';
import classes from './accounts.module.css';
import { ExternalId } from './external-id.tsx';
import { credentialChoices, kindChoices, regionChoices } from './form-choices.ts';
import { KeyFields } from './key-fields.tsx';
import { OwnIdentity } from './own-identity.tsx';
import { RoleFields } from './role-fields.tsx';
import { useRefreshAccounts } from './use-accounts.ts';

export interface RegisterAccountProps {
  opened: boolean;
  accounts: readonly AccountRow[];
  onClose(): void;
}

export function RegisterAccount({ opened, accounts, onClose }: RegisterAccountProps) {
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={640} title="Register a cloud account">
      {opened ? <Form accounts={accounts} onClose={onClose} /> : null}
    </Drawer>
  );
}

function Form({ accounts, onClose }: Omit<RegisterAccountProps, 'opened'>) {
  const [form, setForm] = useState<AccountForm>(emptyForm);
  const [faults, setFaults] = useState<Faults>({});
  const set = (change: Partial<AccountForm>) => setForm((before) => ({ ...before, ...change }));
  const register = useConfirmedMutation(client.accounts.register, useRefreshAccounts());
  if (register.data?.management)
    return (
      <div className={classes.form}>
        <p className={classes.prose}>
          {register.data.name} is registered. Put this ExternalId into the trust of its roles, or deploy the template of
          its row, which asks for it; then test the connection and grant the account to a case.
        </p>
        <ExternalId value={register.data.management.externalId} />
        <div className={classes.row}>
          <Button onClick={onClose}>Go to the accounts</Button>
        </div>
      </div>
    );
  const submit = () => {
    const read = readAccountForm(form);
    setFaults(read.faults);
    if (Object.keys(read.faults).length === 0) register.mutate(read.request);
  };
  const archives = accounts.filter((row) => row.kind === 'log-archive');
  return (
    <form
      className={classes.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput
        label="Name"
        description="As people here call it."
        required
        value={form.name}
        error={faults.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="AWS account id"
        required
        inputMode="numeric"
        value={form.externalAccountId}
        error={faults.externalAccountId}
        onChange={(event) => set({ externalAccountId: event.currentTarget.value })}
      />
      <Select
        label="Kind"
        description={kindChoices.find((one) => one.value === form.kind)?.meaning}
        allowDeselect={false}
        data={kindChoices.map(({ value, label }) => ({ value, label }))}
        value={form.kind}
        onChange={(value) => set({ kind: kindChoices.find((one) => one.value === value)?.value ?? 'single' })}
      />
      {form.kind === 'organization' ? (
        <TextInput
          label="Organisation id"
          description="Left empty it is read by the first test."
          placeholder="o-a1b2c3d4e5"
          value={form.organizationId}
          error={faults.organizationId}
          onChange={(event) => set({ organizationId: event.currentTarget.value })}
        />
      ) : null}
      {form.kind !== 'log-archive' ? (
        <Select
          label="Its log archive"
          description={
            archives.length === 0
              ? 'None is registered; the archive is an account of its own.'
              : 'Where its trails are delivered to.'
          }
          placeholder="none"
          clearable
          data={archives.map((row) => ({ value: row.id, label: `${row.name} (${row.externalAccountId})` }))}
          value={form.logArchiveId || null}
          onChange={(value) => set({ logArchiveId: value ?? '' })}
        />
      ) : null}
      <TagsInput
        size="xs"
        label="Regions"
        description="Looked at first; enabled ones are found by the test."
        required
        data={regionChoices}
        value={form.regions}
        error={faults.regions}
        onChange={(regions) => set({ regions })}
        placeholder="type, then Enter"
        acceptValueOnBlur
      />
      <Select
        label="Credential"
        description={credentialChoices.find((one) => one.value === form.credentialKind)?.meaning}
        allowDeselect={false}
        data={credentialChoices.map(({ value, label }) => ({ value, label }))}
        value={form.credentialKind}
        onChange={(value) =>
          set({ credentialKind: credentialChoices.find((one) => one.value === value)?.value ?? 'role' })
        }
      />
      {form.credentialKind === 'role' ? (
        <>
          <p className={classes.prose}>
            The roles can be entered later: register first, then the row has the template and our ExternalId.
          </p>
          <RoleFields value={form.roleArns} faults={faults} onChange={(roleArns) => set({ roleArns })} />
          <OwnIdentity />
        </>
      ) : null}
      <KeyFields form={form} isTemporary={form.credentialKind === 'temporary'} faults={faults} onChange={set} />
      {register.error ? (
        <p className={classes.error} role="alert">
          {register.error.message}
        </p>
      ) : null}
      <div className={classes.row}>
        <Button type="submit" loading={register.isPending}>
          Register account
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
