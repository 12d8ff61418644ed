'use client';

import { UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { countText } from '@virga/ui';
import { fetchRawRecord, type RawRecord } from '../../../contract/raw-record.ts';
import classes from './detail.module.css';

/**
 * A record deep in a gzip object is decoded from a point of the seek index, which is derived data: whoever doubts it has the object
 * decoded from its first byte and the two compared.
 */
export function SeekCheck({ caseId, eventId, record }: { caseId: string; eventId: string; record: RawRecord }) {
  const check = useMutation({
    mutationFn: async () => {
      const { bytes } = await fetchRawRecord(caseId, { eventId, from: 'start' });
      return bytes.length === record.bytes.length && bytes.every((byte, index) => byte === record.bytes[index]);
    },
  });
  if (record.decodedFrom === 0) return null;
  return (
    <p className={classes.place} role="status">
      Decoded from byte {countText(record.decodedFrom)} by the seek index ·{' '}
      {check.isSuccess ? (
        check.data ? (
          'same bytes when decoded from the start'
        ) : (
          'other bytes when decoded from the start: do not rely on what is shown'
        )
      ) : (
        <UnstyledButton className={classes.download} disabled={check.isPending} onClick={() => check.mutate()}>
          {check.isPending ? 'Decoding from the start' : 'Check from the start'}
        </UnstyledButton>
      )}
      {check.error ? ` · ${check.error.message}` : null}
    </p>
  );
}
