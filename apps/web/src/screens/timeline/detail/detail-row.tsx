'use client';

import { Tabs, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { MarkBar } from '../marks/mark-bar.tsx';
import { useTimeline } from '../state/timeline-context.ts';
import { detailTabs } from '../state/view-state.ts';
import { AroundTab } from './around-tab.tsx';
import classes from './detail.module.css';
import { FieldsTab } from './fields-tab.tsx';
import { NotesTab } from './notes-tab.tsx';
import { RawTab } from './raw-tab.tsx';

const titles = { fields: 'Fields', raw: 'Raw', around: 'Around', notes: 'Notes' } as const;

/** A row opened in place: everything known of it, its raw record, its neighbours, its comments. */
export function DetailRow({ row, height, width }: { row: TimelineRowJson; height: number; width: number }) {
  const { view, change, mayAnnotate } = useTimeline();
  return (
    <section className={classes.detail} style={{ height, width }} data-detail aria-label={`Details: ${row.action}`}>
      <Tabs
        value={view.tab}
        onChange={(value) => change({ tab: detailTabs.find((tab) => tab === value) ?? 'fields' }, 'replace')}
        className={classes.tabs}
        keepMounted={false}
      >
        <div className={classes.head}>
          <Tabs.List className={classes.list}>
            {detailTabs.map((tab) => (
              <Tabs.Tab key={tab} value={tab}>
                {titles[tab]}
                {tab === 'notes' && row.commentCount > 0 ? ` ${row.commentCount}` : ''}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {mayAnnotate ? <MarkBar row={row} /> : null}
          <UnstyledButton
            className={classes.close}
            aria-label="Close the row"
            onClick={() => change({ row: null }, 'replace')}
          >
            <IconX size={16} />
          </UnstyledButton>
        </div>
        <Tabs.Panel value="fields" className={classes.panel}>
          <FieldsTab row={row} />
        </Tabs.Panel>
        <Tabs.Panel value="raw" className={classes.panel}>
          <RawTab row={row} />
        </Tabs.Panel>
        <Tabs.Panel value="around" className={classes.panel}>
          <AroundTab row={row} />
        </Tabs.Panel>
        <Tabs.Panel value="notes" className={classes.panel}>
          <NotesTab row={row} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
