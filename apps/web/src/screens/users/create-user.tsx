'use client';

import { Button, Modal, Select, TextInput } from '@mantine/core';
import type { Role } from '@virga/domain';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { OneTimePassword } from './one-time-password.tsx';
import { roleChoices, roleOf } from './role-choices.ts';
import { useRefreshUsers } from './use-users.ts';
import classes from './users.module.css';

export function CreateUser({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Create a user" size="lg" closeOnClickOutside={false}>
      {opened ? <Form onClose={onClose} /> : null}
    </Modal>
  );
}

function Form({ onClose }: { onClose(): void }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('analyst');
  const create = useConfirmedMutation(() => client.users.create({ name, email, role }), useRefreshUsers());
  if (create.data)
    return (
      <>
        <OneTimePassword email={create.data.user.email} password={create.data.oneTimePassword} />
        <Button onClick={onClose}>I have handed it over</Button>
      </>
    );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <TextInput
        label="Name"
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label="Email"
        description="What they sign in with."
        type="email"
        required
        maxLength={254}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Select
        label="Role"
        description={roleChoices.find((choice) => choice.value === role)?.meaning}
        allowDeselect={false}
        data={roleChoices.map(({ value, label }) => ({ value, label }))}
        value={role}
        onChange={(value) => setRole(roleOf(value) ?? role)}
      />
      {create.error ? (
        <p className={classes.error} role="alert">
          {create.error.message}
        </p>
      ) : null}
      <div className={classes.row}>
        <Button type="submit" loading={create.isPending}>
          Create user
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
