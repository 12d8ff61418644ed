'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import classes from './audit.module.css';
import { type AuditFilter, noFilter } from './audit-filter.ts';

export interface AuditFiltersProps {
  filter: AuditFilter;
  faults: Partial<Record<keyof AuditFilter, string>>;
  onChange(filter: AuditFilter): void;
}

const outcomes = ['allowed', 'refused', 'failed'] as const;

export function AuditFilters({ filter, faults, onChange }: AuditFiltersProps) {
  const users = useQuery(api.users.list.queryOptions({ input: { limit: 500 } }));
  const set = (change: Partial<AuditFilter>) => onChange({ ...filter, ...change });
  const text = (field: 'text' | 'action' | 'caseId' | 'from' | 'to', label: string, placeholder: string) => (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={filter[field]}
      error={faults[field]}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <search className={classes.filters} aria-label="Filter the audit log">
      {text('text', 'Text', 'anywhere in the row')}
      {text('action', 'Action', 'contains')}
      <Select
        label="Outcome"
        placeholder="any"
        clearable
        data={[...outcomes]}
        value={filter.outcome}
        onChange={(value) => set({ outcome: outcomes.find((one) => one === value) ?? null })}
      />
      <Select
        label="User"
        placeholder="anyone"
        clearable
        searchable
        data={(users.data?.items ?? []).map((user) => ({ value: user.id, label: `${user.name} (${user.email})` }))}
        value={filter.userId || null}
        onChange={(value) => set({ userId: value ?? '' })}
      />
      {text('caseId', 'Case id', 'any')}
      {text('from', 'From (inclusive)', '2026-10-01')}
      {text('to', 'To (exclusive)', '2026-10-02T12:00Z')}
      <Button variant="default" onClick={() => onChange(noFilter)}>
        Clear filters
      </Button>
    </search>
  );
}
