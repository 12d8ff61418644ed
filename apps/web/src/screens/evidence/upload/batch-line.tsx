'use client';

import { Button } from '@mantine/core';
import { bytesText, countText, MiddleCut } from '@virga/ui';
import { type Batch, batchSentence, countsOf } from './batch.ts';
import { removeBatch } from './batch-store.ts';
import { retryBatch, sealBatch, stopBatch } from './run-batch.ts';
import classes from './upload.module.css';

const shownFaults = 20;

/** One drop on its way: files, bytes of bytes, what failed and why, and what one can do. */
export function BatchLine({ batch }: { batch: Batch }) {
  const counts = countsOf(batch);
  const percent = counts.bytes === 0 ? 100 : Math.floor((counts.sentBytes / counts.bytes) * 100);
  const faults = batch.files.filter((file) => file.state === 'failed');
  const isFaulty = batch.phase === 'failed' || batch.phase === 'incomplete';
  return (
    <section className={classes.batch} aria-label={`Upload ${batch.title}`}>
      <span className={classes.name}>
        <MiddleCut text={batch.title} />
      </span>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={`Bytes sent of ${batch.title}`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div className={classes.fill} style={{ width: `${percent}%` }} />
      </div>
      <span className={classes.meta}>
        {bytesText(counts.sentBytes)} of {bytesText(counts.bytes)}
      </span>
      <span className={isFaulty ? classes.error : classes.meta} role="status">
        {batchSentence(batch)}
      </span>
      <div className={classes.actions}>
        {batch.phase === 'sending' ? (
          <Button variant="default" onClick={() => stopBatch(batch.id)}>
            Stop the upload
          </Button>
        ) : null}
        {batch.phase === 'incomplete' || batch.phase === 'stopped' ? (
          <Button variant="default" onClick={() => retryBatch(batch.id)}>
            Send the missing files
          </Button>
        ) : null}
        {(batch.phase === 'incomplete' || batch.phase === 'failed') && counts.arrived > 0 ? (
          <Button variant="default" onClick={() => void sealBatch(batch.id)}>
            {batch.phase === 'failed' ? 'Ask for the seal again' : `Seal the ${countText(counts.arrived)} that arrived`}
          </Button>
        ) : null}
        {batch.phase === 'sealed' || batch.phase === 'stopped' ? (
          <Button variant="subtle" onClick={() => removeBatch(batch.id)}>
            Hide
          </Button>
        ) : null}
      </div>
      {faults.length > 0 ? (
        <ul className={classes.faults}>
          {faults.slice(0, shownFaults).map((file) => (
            <li key={file.name}>
              <MiddleCut text={file.name} tail={24} /> {file.error}
            </li>
          ))}
          {faults.length > shownFaults ? <li>and {countText(faults.length - shownFaults)} more</li> : null}
        </ul>
      ) : null}
    </section>
  );
}
