'use client';

import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { timelineExportAddress } from '../../../contract/plain-routes.ts';
import { useTimeline } from '../state/timeline-context.ts';

/** Every selected row as a file, whatever is loaded here. */
export function ExportMenu() {
  const { caseId, selection, tree } = useTimeline();
  const { caseId: _case, ...rest } = selection;
  const address = (format: 'csv' | 'jsonl') => timelineExportAddress(caseId, format, rest);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} />} disabled={tree === null}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address('csv')} download>
          CSV of this search
        </Menu.Item>
        <Menu.Item component="a" href={address('jsonl')} download>
          JSON lines of this search
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
