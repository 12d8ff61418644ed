'use client';

import { Button, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { readAccountChange } from './account-change.ts';
import { emptyForm, type Faults } from './account-form.ts';
import type { AccountDetail, AccountRow, Management } from './account-types.ts';
import classes from './accounts.module.css';
import { ExternalId } from './external-id.tsx';
import { regionChoices } from './form-choices.ts';
import { KeyFields } from './key-fields.tsx';
import { OwnIdentity } from './own-identity.tsx';
import { RoleFields } from './role-fields.tsx';
import { useRefreshAccounts } from './use-accounts.ts';

export interface AccountRolesProps {
  account: AccountDetail;
  management: Management;
  accounts: readonly AccountRow[];
}

/** Name, regions, roles or new keys; and the switch that keeps it from being used. */
export function AccountRoles({ account, management, accounts }: AccountRolesProps) {
  const [form, setForm] = useState({
    ...emptyForm,
    name: account.name,
    regions: account.regions,
    roleArns: management.roleArns,
  });
  const [faults, setFaults] = useState<Faults>({});
  const refresh = useRefreshAccounts();
  const save = useConfirmedMutation(client.accounts.update, refresh);
  const disable = useConfirmedMutation(
    () => client.accounts.update({ accountId: account.id, disabled: !account.disabledAt }),
    refresh,
  );
  const archive = accounts.find((row) => row.id === management.logArchiveId);
  const submit = () => {
    const read = readAccountChange(account, form);
    setFaults(read.faults);
    if (Object.keys(read.faults).length === 0) save.mutate(read.request);
  };
  const error = save.error ?? disable.error;
  return (
    <form
      className={classes.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ExternalId value={management.externalId} />
      <p className={classes.quiet}>
        {archive
          ? `Its log archive is ${archive.name} (${archive.externalAccountId}).`
          : 'No log archive is named for it.'}{' '}
        {management.secretFields.length > 0
          ? `Held sealed: ${management.secretFields.map((one) => `${one.field} since ${one.updatedAt.slice(0, 10)}`).join(', ')}.`
          : 'No secret is held for it.'}
      </p>
      <TextInput
        label="Name"
        value={form.name}
        error={faults.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
      />
      <TagsInput
        size="xs"
        label="Regions"
        data={regionChoices}
        value={form.regions}
        error={faults.regions}
        onChange={(regions) => setForm({ ...form, regions })}
        acceptValueOnBlur
      />
      <RoleFields value={form.roleArns} faults={faults} onChange={(roleArns) => setForm({ ...form, roleArns })} />
      {account.credentialKind === 'role' ? <OwnIdentity /> : null}
      <KeyFields
        form={form}
        isTemporary={account.credentialKind === 'temporary'}
        faults={faults}
        onChange={(change) => setForm({ ...form, ...change })}
      />
      {error ? (
        <p className={classes.error} role="alert">
          {error.message}
        </p>
      ) : null}
      <div className={classes.row}>
        <Button type="submit" variant="default" loading={save.isPending}>
          Save account
        </Button>
        {save.isSuccess ? <span className={classes.quiet}>Saved. Test the connection again.</span> : null}
        <Button
          className={classes.apart}
          variant={account.disabledAt ? 'default' : 'outline'}
          color={account.disabledAt ? undefined : 'danger'}
          loading={disable.isPending}
          onClick={() => disable.mutate()}
        >
          {account.disabledAt ? `Enable ${account.name}` : `Disable ${account.name} (${account.externalAccountId})`}
        </Button>
      </div>
    </form>
  );
}
