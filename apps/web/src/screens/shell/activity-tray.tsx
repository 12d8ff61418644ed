'use client';

import { Popover, UnstyledButton } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../../contract/client.ts';
import classes from './activity-tray.module.css';

const groups = ['waiting for me', 'failed', 'running'] as const;

/** What runs, what waits for me, what failed, over all my cases; on every page. */
export function ActivityTray() {
  const activity = useQuery({ ...api.overview.activity.queryOptions(), refetchInterval: 15_000 });
  const lines = activity.data?.items ?? [];
  const count = (group: string) => lines.filter((line) => line.group === group).length;
  const label = `Activity: ${count('running')} running, ${count('waiting for me')} waiting for me, ${count('failed')} failed`;
  return (
    <Popover position="bottom-end" width={420} shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-label={label}>
          <IconActivity size={16} /> {count('running')}
          {count('waiting for me') > 0 ? <span className={classes.waiting}>{count('waiting for me')} wait</span> : null}
          {count('failed') > 0 ? <span className={classes.failed}>{count('failed')} failed</span> : null}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {lines.length === 0 ? <p className={classes.none}>Nothing runs, nothing waits for you.</p> : null}
        {groups.map((group) => {
          const own = lines.filter((line) => line.group === group);
          if (own.length === 0) return null;
          return (
            <section key={group}>
              <h3 className={classes.group}>{group}</h3>
              {own.map((line) => (
                <Link
                  key={line.id}
                  className={classes.line}
                  href={`/cases/${line.caseId}/${line.kind === 'action' ? 'response' : 'evidence'}`}
                >
                  <span>
                    VC-{line.caseNumber} · {line.title}
                  </span>
                  <span className={classes.state}>{line.step ?? line.state}</span>
                  {line.errorMessage ? <span className={classes.error}>{line.errorMessage}</span> : null}
                </Link>
              ))}
            </section>
          );
        })}
      </Popover.Dropdown>
    </Popover>
  );
}
