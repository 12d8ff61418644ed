'use client';

import { Button, Menu } from '@mantine/core';
import { ApiProblem } from '../../contract/problem.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import classes from './audit.module.css';
import type { readFilter } from './audit-filter.ts';

type Input = ReturnType<typeof readFilter>['input'];

/** All rows that fit the filters, as a file. Asks for the password; leaves a row of its own. */
export function AuditExport({ input }: { input: Input }) {
  const save = useConfirmedMutation((format: 'csv' | 'jsonl') => download(format, input));
  return (
    <div className={classes.actions}>
      {save.error ? (
        <span className={classes.error} role="alert">
          {save.error.message}
        </span>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" loading={save.isPending}>
            Export these rows
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save.mutate('csv')}>As CSV</Menu.Item>
          <Menu.Item onClick={() => save.mutate('jsonl')}>As JSON lines</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** Fetched rather than followed as a link, so that a refusal is an answer on this page. */
async function download(format: 'csv' | 'jsonl', input: Input): Promise<void> {
  const query = new URLSearchParams({ ...input, format } as Record<string, string>);
  const response = await fetch(`/api/v1/audit/export?${query}`);
  if (!response.ok) throw await ApiProblem.ofResponse(response);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `virga-audit-${new Date().toISOString().slice(0, 10)}.${format}`;
  link.click();
  URL.revokeObjectURL(address);
}
