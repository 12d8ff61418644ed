import { existsSync } from 'node:fs';
import { AppError, emptyLedger, type ImportLedger, type TimelineEvent, visibleText } from '@virga/domain';
import { extInodeLocation } from './ext/inode-location.ts';
import { type ForeignContainer, foreignContainer } from './foreign-container.ts';
import { runTool, type ToolArgument } from './run-tool/run-tool.ts';
import { parseBodyLine } from './sleuthkit/body-line.ts';
import { type FileEventContext, fileEvents } from './sleuthkit/file-events.ts';
import { fileSystemOf } from './sleuthkit/file-system-of.ts';
import { findVolumes, sectorBytes, type Volume } from './sleuthkit/find-volumes.ts';
import { linesOf } from './sleuthkit/lines-of.ts';

export interface DiskImage {
  evidenceId: string;
  /** Absolute path of the sealed raw image, read-only. */
  imagePath: string;
  sizeBytes: number;
  host: string | null;
  account: string | null;
  region: string | null;
  emit(events: { event: TimelineEvent; rawText: string[] }[]): Promise<void>;
  progress(done: number, total: number | null): void;
  signal: AbortSignal;
}

const batch = 2000;

/** What is missing on this machine, with the fix, or null. */
export function missingDiskTools(): string | null {
  return existsSync('/usr/bin/fls') ? null : 'waiting for parser: apt-get install sleuthkit';
}

/**
 * MACB times of every file, deleted ones included, of every volume of a raw image. Ledger: objects are the volumes that the
 * partition table names; bytes and records are the lines that The Sleuth Kit prints.
 */
export async function parseDiskImage(image: DiskImage): Promise<ImportLedger> {
  const ledger = emptyLedger();
  const container = await foreignContainer(image.imagePath);
  if (container) return refusedContainer(image, ledger, container);
  const volumes = await findVolumes(image.imagePath, image.signal);
  ledger.independent = { by: 'volumes in the partition table', objects: volumes.length };
  ledger.bytes.stored = image.sizeBytes;
  for (const volume of volumes) {
    image.progress(volume.index, volumes.length);
    await parseVolume(image, volume, ledger);
  }
  return ledger;
}

/** A collected disk is raw. One that says otherwise is named, with what it points to, and no tool gets to see it. */
function refusedContainer(image: DiskImage, ledger: ImportLedger, container: ForeignContainer): ImportLedger {
  const names = container.references.map((reference) => visibleText(reference)).join(', ');
  const reason = `the bytes are a ${container.kind} container${names ? ` that points to ${names}` : ''}; a raw image is expected, and nothing else was opened`;
  ledger.independent = { by: 'the image itself', objects: 1 };
  ledger.bytes.stored = image.sizeBytes;
  ledger.objects.failed.push({ object: 'image', reason, offset: 0 });
  return ledger;
}

async function parseVolume(image: DiskImage, volume: Volume, ledger: ImportLedger): Promise<void> {
  const object = `volume ${volume.index}`;
  const found = await fileSystemOf(image.imagePath, volume, image.signal);
  if ('reason' in found) {
    ledger.objects.failed.push({ object, reason: found.reason, offset: volume.offsetBytes });
    return;
  }
  const { evidenceId, host, account, region } = image;
  const locate = found.type.startsWith('ext') ? await extInodeLocation(image.imagePath, volume.offsetBytes) : null;
  const context: FileEventContext = { evidenceId, host, account, region, volume, fileSystem: found.type, locate };
  let waiting: { event: TimelineEvent; rawText: string[] }[] = [];
  let code: number | null = 0;
  let said = '';
  const running = runTool({
    program: '/usr/bin/fls',
    args: flsArgs(volume, found.type),
    files: [image.imagePath],
    signal: image.signal,
  });
  async function* output() {
    const end = yield* running;
    ({ code, said } = end);
  }
  for await (const line of linesOf(output())) {
    const events = take(line, object, context, ledger);
    for (const event of events) waiting.push({ event, rawText: [line.text] });
    if (waiting.length < batch) continue;
    await image.emit(waiting);
    waiting = [];
  }
  await image.emit(waiting);
  if (code === 0) ledger.objects.read += 1;
  else
    ledger.objects.failed.push({
      object,
      reason: `fls ended with ${code}: ${said.trim().split('\n').at(-1) ?? ''}`,
      offset: volume.offsetBytes,
    });
}

function flsArgs(volume: Volume, type: string): ToolArgument[] {
  if (!/^[a-z0-9]+$/.test(type))
    throw new AppError({ code: 'evidence.unreadable', message: 'The file system has an unknown type.' });
  return ['-i', 'raw', '-f', type, '-o', String(volume.offsetBytes / sectorBytes), '-r', '-p', '-m', '/', { file: 0 }];
}

function take(
  line: { text: string; bytes: number; offset: number },
  object: string,
  context: FileEventContext,
  ledger: ImportLedger,
): TimelineEvent[] {
  ledger.bytes.decoded += line.bytes;
  ledger.records.total += 1;
  const body = parseBodyLine(line.text);
  if (!body) {
    ledger.bytes.rejected += line.bytes;
    ledger.records.rejected += 1;
    ledger.rejectedSpansTotal += 1;
    if (ledger.rejectedSpans.length < 1000)
      ledger.rejectedSpans.push({
        object,
        offset: line.offset,
        length: line.bytes,
        reason: 'not a line of a body file',
      });
    return [];
  }
  ledger.bytes.records += line.bytes;
  const events = fileEvents(body, context);
  // A file without any time (a free inode that only its name remembers) is counted as read, and has no row.
  if (events.length === 0) ledger.records.metadata += 1;
  else ledger.records.parsed += 1;
  ledger.events += events.length;
  return events;
}
