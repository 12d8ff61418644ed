import type { AwsSession } from '@virga/cloud/aws';
import { AppError, type CoverageWord, type ErrorCode, toJsonValue } from '@virga/domain';
import type { CollectContext, Collector, PackSet, StepOutcome } from '@virga/source-kit';
import { sortedJson } from '../sorted-json.ts';
import { instanceDocuments } from './documents.ts';
import { factsOf } from './instance-facts.ts';
import type { Ec2MetadataParameters } from './manifest.ts';
import { type FollowedCall, profileDocument } from './role-documents.ts';

type Context = CollectContext<Ec2MetadataParameters, AwsSession>;

/** Answers that concern one document only; anything else stops the step and is repeated. */
const words: Partial<Record<ErrorCode, CoverageWord>> = {
  'cloud.access_denied': 'denied',
  'cloud.not_found': 'deleted',
  'cloud.not_enabled': 'not enabled',
};

/** Every document about an instance and its role, one sealed object each; a refused one is recorded with its word. */
export const ec2MetadataCollector: Collector<Ec2MetadataParameters, AwsSession> = { start, transfer };

async function start(context: Context): Promise<StepOutcome> {
  await describe(context);
  return { kind: 'next' };
}

async function describe(context: Context) {
  const { instanceId, region } = context.parameters;
  const answer = await context.session.ec2(region).describeInstances({ InstanceIds: [instanceId] });
  const instance = answer.Reservations?.[0]?.Instances?.[0];
  if (!instance)
    throw new AppError({
      code: 'cloud.not_found',
      message: `There is no instance ${instanceId} in ${region} any more.`,
    });
  return factsOf(instance);
}

async function transfer(context: Context): Promise<StepOutcome> {
  const { instanceId, region } = context.parameters;
  const facts = await describe(context);
  const title = `Configuration and console of ${instanceId}`;
  const pack = await context.evidence.openPack({ key: 'metadata', title, format: 'aws/ec2-metadata' });
  const queue: FollowedCall[] = instanceDocuments(facts);
  if (facts.profileName !== '') queue.push(profileDocument(facts.profileName));
  const asked: string[] = [];
  let answered = 0;
  for (let call = queue.shift(); call; call = queue.shift()) {
    context.signal.throwIfAborted();
    if (asked.includes(call.key)) continue;
    asked.push(call.key);
    const answer = await collectDocument(context, pack, call);
    if (answer) {
      answered += 1;
      queue.push(...(call.follow?.(answer) ?? []));
    }
    context.progress({ done: asked.length, total: asked.length + queue.length, unit: 'calls', note: call.operation });
  }
  await pack.checkpoint();
  const detail = `${answered} of ${asked.length} documents answered.`;
  await cover(context, answered === asked.length ? 'collected' : 'partial', detail);
  await pack.seal({
    origin: { instanceId, region, account: context.account.externalAccountId },
    hashedAt: 'first byte received',
    independentCount: { by: 'list of documents that answered', objects: answered },
  });
  return { kind: 'next' };
}

/** The answer, or null when it was refused. */
async function collectDocument(
  context: Context,
  pack: PackSet,
  call: FollowedCall,
): Promise<Record<string, unknown> | null> {
  const { region } = context.parameters;
  try {
    const answer = (await call.ask(context.session, region)) as Record<string, unknown>;
    const { $metadata, ...output } = answer;
    const requestId = ($metadata as { requestId?: string } | undefined)?.requestId ?? null;
    const at = context.nowMicros().toString();
    const document = {
      service: call.service,
      operation: call.operation,
      region,
      input: call.input,
      requestId,
      at,
      output,
    };
    if (!pack.has(call.key)) await pack.add({ key: call.key }, Buffer.from(sortedJson(toJsonValue(document))));
    return output;
  } catch (error) {
    const word = error instanceof AppError ? words[error.code] : undefined;
    if (!(error instanceof AppError) || !word) {
      if (!isOneDocumentsOwn(error)) throw error;
      await context.log('warning', `${call.operation}: ${error.message}`);
      const isUnsupported = /Unsupported/.test(String(error.facts.awsCode));
      await cover(context, isUnsupported ? 'not enabled' : 'unknown', `${call.key}: ${error.message}`);
      return null;
    }
    await context.log('warning', `${call.operation}: ${error.message}`);
    await cover(context, word, `${call.key}: ${error.message}`);
    return null;
  }
}

/** Console, screenshot and UEFI data exist for some types of instances only: EC2 then answers with a client error. */
function isOneDocumentsOwn(error: unknown): error is AppError {
  if (!(error instanceof AppError) || error.code !== 'cloud.unexpected') return false;
  const status = Number(error.facts.httpStatus);
  return status >= 400 && status < 500;
}

async function cover(context: Context, word: CoverageWord, detail: string): Promise<void> {
  await context.coverage({
    externalAccountId: context.account.externalAccountId,
    region: context.parameters.region,
    fromMicros: null,
    toMicros: null,
    word,
    detail,
  });
}
