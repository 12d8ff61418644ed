/**
 * ListSnapshotBlocks and ListChangedBlocks.
 * https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html
 * https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html
 */
import { BLOCK_SIZE, type BlockDevice } from '../../disk/index.ts';
import type { JsonValue, Operation, RangeCall } from '../../wire/service.ts';
import { BLOCK_TOKEN_MS, PAGE_TOKEN_MS, readToken, writeToken } from './block-tokens.ts';
import { invalid } from './ebs-errors.ts';
import { authorizeSnapshots, deviceOfSnapshot, findSnapshot, snapshotTrail } from './snapshot-access.ts';

/** How many block indexes a page looks at: over a long hole a page is empty and has a NextToken all the same. */
const WINDOW = 4096;
const MAX_RESULTS = 10_000;

function wholeNumber(call: RangeCall, name: string, low: number, high: number): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw invalid('INVALID_PARAMETER_VALUE', `${name} must be between ${low} and ${high}`);
  }
  return value;
}

/** Where the page begins: at its token's place, else at startingBlockIndex. */
function startOf(call: RangeCall, subject: string): { index: number; listing: string } {
  const token = call.query.get('pageToken');
  if (token === null || token === '') {
    const index = wholeNumber(call, 'startingBlockIndex', 0, Number.MAX_SAFE_INTEGER) ?? 0;
    return { index, listing: call.derive('listing', 6).toString('hex') };
  }
  const facts = readToken(call.estate.seed, token);
  if (facts?.kind !== 'page' || facts.subject !== subject || facts.expiresAtMs < call.nowMs) {
    throw invalid('INVALID_PAGE_TOKEN', 'The page token is invalid or has expired.');
  }
  return facts;
}

interface Page {
  indexes: number[];
  /** Index at which the next page begins; undefined on the last page. */
  next?: number;
}

/** Walks indexes in order until the page is full, its window is over or the volume ends. */
function takePage(
  from: number,
  limit: number,
  blockCount: number,
  nextIndex: (from: number) => number | undefined,
): Page {
  const end = Math.min(from + WINDOW, blockCount);
  const indexes: number[] = [];
  let at = nextIndex(from);
  while (at !== undefined && at < end && indexes.length < limit) {
    indexes.push(at);
    at = nextIndex(at + 1);
  }
  if (at !== undefined && at < end) return { indexes, next: at };
  return end < blockCount ? { indexes, next: end } : { indexes };
}

function envelope(
  call: RangeCall,
  subject: string,
  listing: string,
  page: Page,
  sizeGiB: number,
): { [name: string]: JsonValue } {
  const expiresAtMs = call.nowMs + PAGE_TOKEN_MS;
  const { seed } = call.estate;
  const token =
    page.next === undefined
      ? undefined
      : writeToken(seed, { kind: 'page', subject, index: page.next, listing, expiresAtMs });
  return {
    BlockSize: BLOCK_SIZE,
    VolumeSize: sizeGiB,
    ExpiryTime: (call.nowMs + BLOCK_TOKEN_MS) / 1000,
    ...(token === undefined ? {} : { NextToken: token }),
  };
}

function blockToken(call: RangeCall, subject: string, listing: string, index: number): string {
  return writeToken(call.estate.seed, {
    kind: 'block',
    subject,
    index,
    listing,
    expiresAtMs: call.nowMs + BLOCK_TOKEN_MS,
  });
}

export const listSnapshotBlocks: Operation = {
  required: ['SnapshotId'],
  authorize: authorizeSnapshots('SnapshotId'),
  trail: snapshotTrail,
  handle: async (call) => {
    const snapshot = findSnapshot(call, String(call.params.SnapshotId));
    const limit = wholeNumber(call, 'maxResults', 100, MAX_RESULTS) ?? MAX_RESULTS;
    const { index, listing } = startOf(call, snapshot.id);
    const device = await deviceOfSnapshot(call, snapshot);
    const page = takePage(index, limit, device.blockCount, device.nextWritten);
    const Blocks = page.indexes.map((block) => ({
      BlockIndex: block,
      BlockToken: blockToken(call, snapshot.id, listing, block),
    }));
    return { json: { Blocks, ...envelope(call, snapshot.id, listing, page, snapshot.volumeSizeGiB) } };
  },
};

export const listChangedBlocks: Operation = {
  required: ['SecondSnapshotId'],
  authorize: authorizeSnapshots('FirstSnapshotId', 'SecondSnapshotId'),
  trail: snapshotTrail,
  handle: async (call) => {
    const second = findSnapshot(call, String(call.params.SecondSnapshotId));
    const firstId = String(call.params.FirstSnapshotId ?? '');
    const first = firstId === '' ? undefined : findSnapshot(call, firstId);
    if (first && first.volumeId !== second.volumeId) {
      throw invalid('UNRELATED_SNAPSHOTS', 'The specified snapshots do not belong to the same snapshot lineage.');
    }
    const limit = wholeNumber(call, 'maxResults', 100, MAX_RESULTS) ?? MAX_RESULTS;
    const subject = `${firstId}+${second.id}`;
    const { index, listing } = startOf(call, subject);
    const before = first && (await deviceOfSnapshot(call, first));
    const after = await deviceOfSnapshot(call, second);
    const page = takePage(index, limit, after.blockCount, (from) => nextChanged(before, after, from));
    const ChangedBlocks = page.indexes.map((block) => ({
      BlockIndex: block,
      ...(before && first && before.nextWritten(block) === block
        ? { FirstBlockToken: blockToken(call, first.id, listing, block) }
        : {}),
      SecondBlockToken: blockToken(call, second.id, listing, block),
    }));
    return { json: { ChangedBlocks, ...envelope(call, subject, listing, page, second.volumeSizeGiB) } };
  },
};

/** The next block that differs, at or after `from`. */
function nextChanged(before: BlockDevice | undefined, after: BlockDevice, from: number): number | undefined {
  for (let at = from; ; at++) {
    const candidates = [after.nextWritten(at), before?.nextWritten(at)].filter((index) => index !== undefined);
    if (candidates.length === 0) return undefined;
    at = Math.min(...candidates);
    if (before?.read(at).equals(after.read(at)) !== true) return at;
  }
}
