import { FoldIndex } from '../fold-index.ts';
import type { FoldedCopy, ObjectResult, ParsedEvent } from '../format-parser.ts';
import type { StreamLimits } from '../stream/stream-limits.ts';
import { parseCloudTrailObject } from './parse-cloudtrail-object.ts';

/** A plausible record we wrote ourselves; members given replace or add. For tests only. */
export function aRecord(number: number, members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.09',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/alice',
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLE',
      userName: 'alice',
    },
    eventTime: '2026-10-01T12:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.9 "quoted" {braces}, \\ and [brackets]',
    requestParameters: { userName: `bob-${number}`, tags: [{ key: 'a', value: 'é}]{' }] },
    responseElements: null,
    requestID: `req-${number}`,
    eventID: `event-${number}`,
    readOnly: false,
    recipientAccountId: '111122223333',
    ...members,
  };
}

export interface TestParse extends ObjectResult {
  events: ParsedEvent[];
  folded: FoldedCopy[];
}

/** Parses bytes handed over in the pieces given. */
export async function parsePieces(
  pieces: Uint8Array[],
  limits: Partial<StreamLimits> = {},
  object = 'file.json',
): Promise<TestParse> {
  const events: ParsedEvent[] = [];
  const folded: FoldedCopy[] = [];
  async function* chunks() {
    yield* pieces;
  }
  const result = await parseCloudTrailObject({
    evidenceId: 'evidence',
    object,
    path: [object],
    chunks: chunks(),
    fold: new FoldIndex(),
    limits,
    sink(batch) {
      events.push(...batch.events);
      folded.push(...batch.folded);
    },
  });
  return { ...result, events, folded };
}

export function parseText(text: string, limits: Partial<StreamLimits> = {}): Promise<TestParse> {
  return parsePieces([Buffer.from(text)], limits);
}
