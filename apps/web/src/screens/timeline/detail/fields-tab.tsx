'use client';

import { UnstyledButton } from '@mantine/core';
import { visibleText } from '@virga/domain';
import { useState } from 'react';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { CellActions } from '../table/cell-actions.tsx';
import classes from './detail.module.css';
import { type FieldGroup, fieldGroups } from './field-groups.ts';

/** Fields in the order of a sentence; empty ones are folded and named. */
export function FieldsTab({ row }: { row: TimelineRowJson }) {
  return (
    <div className={classes.groups}>
      {fieldGroups(row).map((group) => (
        <Group key={group.title} group={group} />
      ))}
    </div>
  );
}

function Group({ group }: { group: FieldGroup }) {
  const [isUnfolded, setUnfolded] = useState(false);
  const filled = group.lines.filter((line) => line.value !== null && line.value !== '');
  const empty = group.lines.filter((line) => line.value === null || line.value === '');
  return (
    <section className={classes.group}>
      <h2 className={classes.groupTitle}>{group.title}</h2>
      <dl className={classes.fields}>
        {filled.map((line) => (
          <div key={`${line.field} ${line.value}`} className={classes.field}>
            <dt className={classes.name} title={line.field}>
              {line.field}
            </dt>
            <dd className={classes.value}>
              <span className={classes.text}>{visibleText(line.value!)}</span>
              <span className={classes.fieldActions}>
                <CellActions field={line.isQueryable ? line.field : null} value={line.value!} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {empty.length === 0 ? null : (
        <UnstyledButton className={classes.fold} aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
          {isUnfolded
            ? `Not in the log: ${empty.map((line) => line.field).join(', ')}`
            : `${empty.length} not in the log`}
        </UnstyledButton>
      )}
    </section>
  );
}
