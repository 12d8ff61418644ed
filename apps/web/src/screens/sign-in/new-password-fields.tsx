'use client';

import { PasswordInput } from '@mantine/core';

export interface NewPassword {
  current: string;
  next: string;
  again: string;
}

/** What is wrong with it, in a sentence; null when it can be sent. */
export function passwordFault({ current, next, again }: NewPassword): string | null {
  if (current === '') return 'Type the password you signed in with.';
  if (next.length < 12) return 'At least 12 characters; a few words are easier to keep than signs.';
  if (next === current) return 'This is the same password again.';
  return next === again ? null : 'The two new passwords differ.';
}

/** Current password, new one twice. */
export function NewPasswordFields({ value, onChange }: { value: NewPassword; onChange(next: NewPassword): void }) {
  return (
    <>
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        value={value.current}
        onChange={(event) => onChange({ ...value, current: event.currentTarget.value })}
      />
      <PasswordInput
        label="New password"
        description="At least 12 characters."
        autoComplete="new-password"
        value={value.next}
        onChange={(event) => onChange({ ...value, next: event.currentTarget.value })}
      />
      <PasswordInput
        label="New password again"
        autoComplete="new-password"
        value={value.again}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
      />
    </>
  );
}
