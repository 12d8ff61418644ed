'use client';

import { Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { formatTime, nowMicros } from '@virga/domain';
import { parseWrittenTime } from '@virga/timeline/query';
import { useState } from 'react';
import { useTimeline } from '../state/timeline-context.ts';
import { shortTime, widened } from '../state/times.ts';

const quick = [
  ['Last hour', '-1h'],
  ['Last 24 hours', '-24h'],
  ['Last 7 days', '-7d'],
  ['Last 30 days', '-30d'],
] as const;

/** Reads a written time; an end takes in the whole unit that was written. Null: not readable. */
function readEdge(text: string, edge: 'start' | 'end'): string | null {
  const written = parseWrittenTime(text.trim())?.[edge];
  if (!written) return null;
  return formatTime('micros' in written ? written.micros : nowMicros() + written.fromNow);
}

/** The time range of the screen: typed, quick, widened or taken away. */
export function RangeMenu() {
  const { view, change } = useTimeline();
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const set = (range: { from: string | null; until: string | null }) => {
    change({ ...range, at: null });
    setOpen(false);
  };
  const start = from.trim() === '' ? null : readEdge(from, 'start');
  // An end that was not edited is an exact moment already, no unit to take in.
  const end = until.trim() === '' ? null : until === view.until ? until : readEdge(until, 'end');
  const fromError = from.trim() !== '' && start === null ? 'Not a time, for example 2026-10-01 12:00' : null;
  const untilError =
    until.trim() !== '' && end === null
      ? 'Not a time, for example 2026-10-02'
      : start && end && start >= end
        ? 'The end stands before the start'
        : null;
  const label =
    view.from || view.until
      ? `${view.from ? shortTime(view.from) : 'beginning'} – ${view.until ? shortTime(view.until) : 'end'}`
      : 'All time';
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      onOpen={() => {
        setFrom(view.from ?? '');
        setUntil(view.until ?? '');
      }}
      width={380}
      position="bottom-end"
      trapFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconClock size={16} />}
          onClick={() => setOpen(!isOpen)}
          aria-label={`Time range: ${label}`}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!fromError && !untilError) set({ from: start, until: end });
          }}
        >
          <Stack gap="sm">
            <TextInput
              label="From (UTC)"
              value={from}
              onChange={(e) => setFrom(e.currentTarget.value)}
              error={fromError}
            />
            <TextInput
              label="Until (UTC, the whole unit written)"
              value={until}
              onChange={(e) => setUntil(e.currentTarget.value)}
              error={untilError}
            />
            <Group gap="xs">
              <Button type="submit" disabled={Boolean(fromError ?? untilError)}>
                Apply range
              </Button>
              {view.from && view.until ? (
                <Button variant="default" onClick={() => set(widened(view.from!, view.until!))}>
                  Twice as wide
                </Button>
              ) : null}
              <Button variant="default" onClick={() => set({ from: null, until: null })}>
                All time
              </Button>
            </Group>
            <Text size="xs" c="dimmed">
              Relative to now
            </Text>
            <Group gap="xs">
              {quick.map(([name, text]) => (
                <Button
                  key={text}
                  variant="default"
                  onClick={() => set({ from: readEdge(text, 'start'), until: null })}
                >
                  {name}
                </Button>
              ))}
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
