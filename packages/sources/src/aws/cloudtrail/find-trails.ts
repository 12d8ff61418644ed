import { AppError, type JsonValue, toJsonValue } from '@virga/domain';
import { cover, type Trail, type TrailContext, windowOf } from './trail-context.ts';

export interface FoundTrails {
  trails: Trail[];
  /** The answers as they came, for the sealed description. */
  documents: Record<string, JsonValue>;
}

/** Every trail the account can see, asked in every region, each once: shadows of other regions are the same trail. */
export async function findTrails(context: TrailContext, regions: readonly string[]): Promise<FoundTrails> {
  const byArn = new Map<string, Trail>();
  const documents: Record<string, JsonValue> = {};
  const account = context.account.externalAccountId;
  for (const region of regions) {
    try {
      const answer = await context.session.cloudTrail(region).describeTrails({ includeShadowTrails: true });
      documents[`describe-trails/${region}.json`] = toJsonValue(answer.trailList ?? []);
      for (const found of answer.trailList ?? []) {
        if (!found.TrailARN || !found.S3BucketName) continue;
        byArn.set(found.TrailARN, {
          arn: found.TrailARN,
          name: nameOf(found.TrailARN),
          homeRegion: found.HomeRegion ?? region,
          bucket: found.S3BucketName,
          prefix: (found.S3KeyPrefix ?? '').replace(/^\/+|\/+$/g, ''),
          isOrganization: found.IsOrganizationTrail ?? false,
          isMultiRegion: found.IsMultiRegionTrail ?? false,
          hasValidation: found.LogFileValidationEnabled ?? false,
        });
      }
    } catch (error) {
      await refusedRegion(context, region, error);
    }
  }
  const trails = [...byArn.values()].filter((trail) => isWanted(trail, context.parameters.trail));
  for (const trail of trails) Object.assign(documents, await describeTrail(context, trail));
  if (trails.length === 0)
    await cover(context, { account, region: 'all' }, span(context), 'not enabled', 'No trail delivers to S3 today.');
  return { trails, documents };
}

function isWanted(trail: Trail, wanted: string): boolean {
  return wanted === '' || wanted === trail.arn || wanted === trail.name;
}

/** Only "denied" and "not enabled" are answers about one region; everything else stops the step. */
async function refusedRegion(context: TrailContext, region: string, error: unknown): Promise<void> {
  const isAnswer = error instanceof AppError && ['cloud.access_denied', 'cloud.not_enabled'].includes(error.code);
  if (!isAnswer) throw error;
  const word = error.code === 'cloud.access_denied' ? 'denied' : 'not enabled';
  await context.log('warning', error.message, { region });
  await cover(context, { account: context.account.externalAccountId, region }, span(context), word, error.message);
}

/** Status and selectors say since when it logs and what it keeps at all; today's setting is not yesterday's. */
async function describeTrail(context: TrailContext, trail: Trail): Promise<Record<string, JsonValue>> {
  const client = context.session.cloudTrail(trail.homeRegion);
  const documents: Record<string, JsonValue> = {};
  const where = { account: context.account.externalAccountId, region: trail.homeRegion };
  try {
    const { $metadata: _status, ...status } = await client.getTrailStatus({ Name: trail.arn });
    documents[`status/${trail.name}.json`] = toJsonValue(status);
    await coverStops(context, trail, status.IsLogging ?? false, status.StopLoggingTime, status.StartLoggingTime);
    const { $metadata: _selectors, ...selectors } = await client.getEventSelectors({ TrailName: trail.arn });
    documents[`selectors/${trail.name}.json`] = toJsonValue(selectors);
  } catch (error) {
    const isAnswer = error instanceof AppError && ['cloud.access_denied', 'cloud.not_found'].includes(error.code);
    if (!isAnswer) throw error;
    await context.log('warning', `Status of trail ${trail.name}: ${error.message}`);
    await cover(context, where, span(context), 'unknown', `Whether ${trail.name} was stopped: ${error.message}`);
  }
  return documents;
}

async function coverStops(
  context: TrailContext,
  trail: Trail,
  isLogging: boolean,
  stopped: Date | undefined,
  started: Date | undefined,
): Promise<void> {
  if (!stopped) return;
  const { fromMs, toMs } = windowOf(context);
  const restartedMs = isLogging && started && started > stopped ? started.getTime() : null;
  if (isLogging && restartedMs === null) return;
  const gap = { fromMs: Math.max(fromMs, stopped.getTime()), toMs: Math.min(toMs, restartedMs ?? toMs) };
  if (gap.fromMs >= gap.toMs) return;
  const until = restartedMs === null ? 'and not started since' : `until ${new Date(restartedMs).toISOString()}`;
  const detail = `Trail ${trail.name} was stopped at ${stopped.toISOString()} ${until}.`;
  const region = trail.isMultiRegion ? 'all' : trail.homeRegion;
  await context.log('warning', detail);
  await cover(context, { account: context.account.externalAccountId, region }, gap, 'not enabled', detail);
}

function span(context: TrailContext): { fromMs: number; toMs: number } {
  const { fromMs, toMs } = windowOf(context);
  return { fromMs, toMs };
}

/** An organisation trail shows its members the ARN as its name: the name is the ARN's last part. */
function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
