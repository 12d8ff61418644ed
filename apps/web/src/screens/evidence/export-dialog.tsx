'use client';

import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { bytesText, countText } from '@virga/ui';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useStepUp } from '../forms/step-up.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';

/** BagIt export: choose items, confirm the password, see what the bag holds, download it. */
export function ExportDialog({ caseId, opened, onClose }: { caseId: string; opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Export evidence with its custody chain" size="lg">
      {opened ? <Choice caseId={caseId} onClose={onClose} /> : null}
    </Modal>
  );
}

function Choice({ caseId, onClose }: { caseId: string; onClose(): void }) {
  const stepUp = useStepUp();
  const list = useQuery(api.evidence.list.queryOptions({ input: { caseId, limit: 500 } }));
  const [excluded, setExcluded] = useState<string[]>([]);
  const rows = (list.data?.items ?? []).filter((row) => row.sealedAt);
  const chosen = rows.filter((row) => !excluded.includes(row.id)).map((row) => row.id);
  const hasAll = chosen.length === rows.length && !list.data?.next;
  const plan = useMutation({
    mutationFn: () => stepUp(() => client.exports.plan({ caseId, ...(hasAll ? {} : { evidenceIds: chosen }) })),
  });
  if (list.error) return <ProblemPanel error={list.error} what="The evidence items" />;
  return (
    <Stack gap={12}>
      <Text size="sm">
        One BagIt bag (tar) with the bytes, manifests, ledgers, the whole custody chain, its signed heads and the public
        key. The command virga verify checks it offline. The export itself becomes a custody entry.
      </Text>
      {rows.map((row) => (
        <Checkbox
          key={row.id}
          checked={!excluded.includes(row.id)}
          disabled={plan.isSuccess}
          label={`E-${row.number} ${row.title} (${bytesText(row.sizeBytes)})`}
          onChange={(event) =>
            setExcluded(event.currentTarget.checked ? excluded.filter((id) => id !== row.id) : [...excluded, row.id])
          }
        />
      ))}
      {list.isSuccess && rows.length === 0 ? (
        <Text size="sm">No item is sealed yet: there is nothing to export.</Text>
      ) : null}
      {plan.error ? (
        <Text size="sm" c="danger" role="alert">
          {plan.error.message}
        </Text>
      ) : null}
      {plan.data ? (
        <Text size="sm" role="status">
          {countText(plan.data.items.length)} items, {bytesText(plan.data.sizeBytes)}.{' '}
          {plan.data.notSealed.length > 0
            ? `Left out, not sealed yet: ${plan.data.notSealed.map((one) => `E-${one.number}`).join(', ')}.`
            : ''}
        </Text>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        {plan.data ? (
          <Button component="a" href={plan.data.download} download onClick={onClose}>
            Download the bag
          </Button>
        ) : (
          <Button loading={plan.isPending} disabled={chosen.length === 0} onClick={() => plan.mutate()}>
            Prepare the export
          </Button>
        )}
      </Group>
    </Stack>
  );
}
