'use client';

import { PasswordInput, TextInput } from '@mantine/core';
import type { AccountForm, Faults } from './account-form.ts';

export interface KeyFieldsProps {
  form: Pick<AccountForm, 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'credentialExpiresAt'>;
  isTemporary: boolean;
  faults: Faults;
  onChange(change: Partial<AccountForm>): void;
}

/** Keys go to the server once, are sealed on arrival, and no answer ever carries them. */
export function KeyFields({ form, isTemporary, faults, onChange }: KeyFieldsProps) {
  return (
    <>
      <TextInput
        label="Access key id"
        autoComplete="off"
        value={form.accessKeyId}
        error={faults.accessKeyId}
        onChange={(event) => onChange({ accessKeyId: event.currentTarget.value })}
      />
      <PasswordInput
        label="Secret access key"
        description="Sealed on arrival; nobody sees it again here."
        autoComplete="off"
        value={form.secretAccessKey}
        error={faults.secretAccessKey}
        onChange={(event) => onChange({ secretAccessKey: event.currentTarget.value })}
      />
      {isTemporary ? (
        <>
          <PasswordInput
            label="Session token"
            autoComplete="off"
            value={form.sessionToken}
            error={faults.sessionToken}
            onChange={(event) => onChange({ sessionToken: event.currentTarget.value })}
          />
          <TextInput
            label="They expire at"
            description="UTC; shown in the table, so that nobody is surprised."
            placeholder="2026-10-01T12:00:00Z"
            value={form.credentialExpiresAt}
            error={faults.credentialExpiresAt}
            onChange={(event) => onChange({ credentialExpiresAt: event.currentTarget.value })}
          />
        </>
      ) : null}
    </>
  );
}
