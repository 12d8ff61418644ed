'use client';

import { Button, Modal, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TimeText } from '@virga/ui';
import { api } from '../../../contract/client.ts';
import { Pending } from '../../shell/pending.tsx';
import { ProblemPanel } from '../../shell/problem-panel.tsx';
import { useTimeline } from '../state/timeline-context.ts';

export interface ChangesDialogProps {
  isOpen: boolean;
  onClose(): void;
  onUndo(changeId: string): void;
}

/** One's own last 50 changes, each with its undo; what somebody changed after it stays. */
export function ChangesDialog({ isOpen, onClose, onUndo }: ChangesDialogProps) {
  const { caseId } = useTimeline();
  const changes = useQuery({
    ...api.annotations.history.queryOptions({ input: { caseId } }),
    enabled: isOpen,
    staleTime: 0,
  });
  return (
    <Modal opened={isOpen} onClose={onClose} title="Your last 50 changes" size="lg">
      {changes.error ? <ProblemPanel what="The list of changes" error={changes.error} /> : null}
      {changes.isPending ? <Pending what="your changes" /> : null}
      {changes.data?.items.length === 0 ? <p>You changed nothing in this case yet.</p> : null}
      <Table>
        <Table.Tbody>
          {changes.data?.items.map((change) => (
            <Table.Tr key={change.changeId}>
              <Table.Td>
                <TimeText iso={change.at} seconds />
              </Table.Td>
              <Table.Td>{change.label}</Table.Td>
              <Table.Td ta="right">
                {change.undoneAt ? (
                  'undone'
                ) : (
                  <Button
                    variant="default"
                    size="compact-xs"
                    aria-label={`Undo: ${change.label}`}
                    onClick={() => onUndo(change.changeId)}
                  >
                    Undo
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
