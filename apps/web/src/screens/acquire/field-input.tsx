'use client';

import { Autocomplete, Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { FormField, FormValue } from './form-fields.ts';

export interface FieldInputProps {
  field: FormField;
  value: FormValue;
  fault: string | undefined;
  /** Known values: regions of the account, instances of the inventory. */
  suggestions: { value: string; label: string }[];
  onChange(value: FormValue): void;
}

/** One parameter of a source, drawn by its kind. */
export function FieldInput({ field, value, fault, suggestions, onChange }: FieldInputProps) {
  const frame = { label: field.label, description: field.help, error: fault, required: field.isRequired };
  const text = String(value);
  if (field.kind === 'flag')
    return (
      <Checkbox
        label={field.label}
        description={field.help}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (field.kind === 'choice')
    return (
      <Select
        {...frame}
        data={field.options.filter((option) => option !== '')}
        value={text === '' ? null : text}
        clearable={field.options.includes('')}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  if (field.kind === 'number')
    return (
      <NumberInput
        {...frame}
        value={text}
        min={field.least ?? undefined}
        max={field.most ?? undefined}
        onChange={(next) => onChange(String(next))}
      />
    );
  if (field.kind === 'list')
    return (
      <TagsInput
        {...frame}
        size="xs"
        value={Array.isArray(value) ? value : []}
        data={suggestions.map((one) => one.value)}
        placeholder="type, then Enter"
        acceptValueOnBlur
        onChange={onChange}
      />
    );
  if (suggestions.length > 0)
    return (
      <Autocomplete
        {...frame}
        size="xs"
        value={text}
        data={suggestions.map((one) => one.value)}
        renderOption={({ option }) => suggestions.find((one) => one.value === option.value)?.label ?? option.value}
        onChange={onChange}
      />
    );
  return (
    <TextInput
      {...frame}
      value={text}
      placeholder={field.kind === 'time' ? '2026-10-01T00:00:00Z' : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
