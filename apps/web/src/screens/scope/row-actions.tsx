'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import Link from 'next/link';
import { acquireAddress } from '../acquire/given-parameters.ts';
import classes from './scope.module.css';
import type { InventoryItem } from './scope-data.ts';

export interface RowActionsProps {
  caseId: string;
  item: InventoryItem;
  /** Containment actions that take such a thing. */
  actions: { id: string; title: string }[];
  mayCollect: boolean;
  mayContain: boolean;
}

/** "Collect this" with the parameters filled in, "contain this" leading to the Response tab. */
export function RowActions({ caseId, item, actions, mayCollect, mayContain }: RowActionsProps) {
  const offers = mayCollect ? item.collect : [];
  const contain = mayContain && item.presence === 'live' ? actions : [];
  return (
    <span className={classes.actions}>
      {offers.length > 0 ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant="default"
              size="compact-xs"
              rightSection={<IconChevronDown size={16} />}
              aria-label={`Collect ${item.name}`}
            >
              Collect
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {offers.map((offer) => (
              <Menu.Item
                key={offer.sourceId}
                component={Link}
                href={acquireAddress(caseId, { ...offer, accountId: item.accountId })}
              >
                {offer.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {contain.map((action) => (
        <Link
          key={action.id}
          aria-label={`Contain ${item.name}`}
          title={action.title}
          href={`/cases/${caseId}/response?${new URLSearchParams({
            kind: action.id,
            target: item.resourceId,
            account: item.accountId,
            region: item.region,
          })}`}
        >
          Contain
        </Link>
      ))}
    </span>
  );
}
