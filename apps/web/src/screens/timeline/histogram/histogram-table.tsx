'use client';

import { Button, Modal, Table } from '@mantine/core';
import { severities } from '@virga/domain';
import { countText, SeverityMark } from '@virga/ui';
import type { CoverageJson } from '../query/coverage-of-query.ts';
import { shortTime } from '../state/times.ts';
import type { Bar } from './bars-of.ts';

export interface HistogramTableProps {
  isOpen: boolean;
  onClose(): void;
  bars: readonly Bar[];
  gaps: readonly CoverageJson[];
  onTake(place: number): void;
}

/** The same numbers as the histogram, and the gaps with their words. */
export function HistogramTable({ isOpen, onClose, bars, gaps, onTake }: HistogramTableProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Events by time" size="xl">
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>From (UTC)</Table.Th>
            <Table.Th>Until</Table.Th>
            <Table.Th ta="right">Events</Table.Th>
            {severities.map((word) => (
              <Table.Th key={word} ta="right">
                <SeverityMark severity={word} />
              </Table.Th>
            ))}
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bars.map((bar, place) => (
            <Table.Tr key={bar.start}>
              <Table.Td>{shortTime(bar.start)}</Table.Td>
              <Table.Td>{shortTime(bar.end)}</Table.Td>
              <Table.Td ta="right">{countText(bar.total)}</Table.Td>
              {severities.map((word) => (
                <Table.Td key={word} ta="right">
                  {countText(bar.bySeverity[word] ?? 0)}
                </Table.Td>
              ))}
              <Table.Td>
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={`Take ${shortTime(bar.start)}`}
                  onClick={() => {
                    onTake(place);
                    onClose();
                  }}
                >
                  Take
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {gaps.length === 0 ? null : (
        <>
          <h3>Not, or not wholly, collected</h3>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Word</Table.Th>
                <Table.Th>Source</Table.Th>
                <Table.Th>Account</Table.Th>
                <Table.Th>Region</Table.Th>
                <Table.Th>From</Table.Th>
                <Table.Th>Until</Table.Th>
                <Table.Th>Why</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {gaps.map((gap) => (
                <Table.Tr key={gap.id}>
                  <Table.Td>{gap.word}</Table.Td>
                  <Table.Td>{gap.sourceId}</Table.Td>
                  <Table.Td>{gap.externalAccountId}</Table.Td>
                  <Table.Td>{gap.region}</Table.Td>
                  <Table.Td>{gap.from ? shortTime(gap.from) : 'no start known'}</Table.Td>
                  <Table.Td>{gap.to ? shortTime(gap.to) : 'no end known'}</Table.Td>
                  <Table.Td>{gap.detail}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Modal>
  );
}
