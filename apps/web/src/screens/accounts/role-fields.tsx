'use client';

import { TextInput } from '@mantine/core';
import { type Grant, grants } from '@virga/domain';
import type { Faults } from './account-form.ts';
import { grantMeanings } from './grant-words.ts';

export interface RoleFieldsProps {
  value: Partial<Record<Grant, string>>;
  faults: Faults;
  onChange(value: Partial<Record<Grant, string>>): void;
}

/** One role per grant; one left empty disables what needs it. */
export function RoleFields({ value, faults, onChange }: RoleFieldsProps) {
  return grants.map((grant) => (
    <TextInput
      key={grant}
      label={`Role for ${grant}`}
      description={grantMeanings[grant]}
      placeholder="arn:aws:iam::123456789012:role/name"
      error={faults[grant]}
      value={value[grant] ?? ''}
      onChange={(event) => onChange({ ...value, [grant]: event.currentTarget.value })}
    />
  ));
}
