'use client';

import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { AcquisitionRow } from './acquisition-row.ts';

interface RemoveHeldProps {
  row: AcquisitionRow;
  held: AcquisitionRow['held'][number];
}

/** A lead deletes evidence that is held in the cloud: its id is typed, and a reason, and that it is the only copy where it is. */
export function RemoveHeld({ row, held }: RemoveHeldProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setOpen(true)}>
        Remove unsealed
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`Remove ${held.id} unsealed`}>
        {isOpen ? <RemovalForm row={row} held={held} onDone={() => setOpen(false)} /> : null}
      </Modal>
    </>
  );
}

function RemovalForm({ row, held, onDone }: RemoveHeldProps & { onDone(): void }) {
  const queries = useQueryClient();
  const [confirm, setConfirm] = useState('');
  const [reason, setReason] = useState('');
  const [onlyCopy, setOnlyCopy] = useState(false);
  const ids = { caseId: row.caseId, acquisitionId: row.id, resourceId: held.id };
  const remove = useConfirmedMutation(
    () => client.acquisitions.removeHeld({ ...ids, confirm, reason, onlyCopy }),
    async () => {
      await queries.invalidateQueries({ queryKey: api.acquisitions.key() });
      onDone();
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        remove.mutate(undefined);
      }}
    >
      <Stack gap={12}>
        <Text size="sm">
          These bytes were never sealed. Retrying the acquisition seals them; removing them is final. A worker deletes
          them in the account, and the custody chain tells who ordered it and why.
        </Text>
        <TextInput label={`Type ${held.id}`} value={confirm} onChange={(event) => setConfirm(event.target.value)} />
        <TextInput label="Reason" value={reason} onChange={(event) => setReason(event.target.value)} />
        <Checkbox
          label="Remove it even if its source is gone and this is the only copy"
          checked={onlyCopy}
          onChange={(event) => setOnlyCopy(event.target.checked)}
        />
        {remove.error ? (
          <Text size="sm" c="red" role="alert">
            {remove.error.message}
          </Text>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Keep it
          </Button>
          <Button
            type="submit"
            color="red"
            loading={remove.isPending}
            disabled={confirm !== held.id || reason.trim().length < 3}
          >
            Remove unsealed
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
