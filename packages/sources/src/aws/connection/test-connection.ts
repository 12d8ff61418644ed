import { type AwsSession, type CallerIdentity, whoAmI } from '@virga/cloud/aws';
import { AppError, type Grant, grants } from '@virga/domain';
import { enabledRegions } from '../enabled-regions.ts';
import { allPages } from '../inventory/all-pages.ts';
import { workThrough } from '../work-through.ts';
import { checkPermissions, type PermissionReport } from './check-permissions.ts';
import type { OwnedNeed } from './simulated-needs.ts';

export interface GrantIdentity {
  grant: Grant;
  /** Null when the grant is not given or its role could not be taken. */
  identity: CallerIdentity | null;
  problem: string | null;
}

export interface RegionState {
  region: string;
  state: 'reachable' | 'denied' | 'not enabled' | 'unreachable';
  detail: string;
}

export interface OrganizationState {
  id: string | null;
  members: { accountId: string; name: string; status: string }[];
  /** Why there are none, in a sentence. */
  problem: string | null;
}

/** JSON values only: it becomes the result row of the connection test. */
export interface ConnectionReport extends PermissionReport {
  identities: GrantIdentity[];
  regions: RegionState[];
  organization: OrganizationState;
}

export interface ConnectionOptions {
  registeredRegions: readonly string[];
  signal: AbortSignal;
}

/**
 * Who we are under each grant, what is missing of what every source and action needs, which regions answer, and the
 * organisation. Open the session without session policies: the roles' whole rights are asked about. Error: only when
 * not even collect-read can be taken.
 */
export async function testConnection(
  session: AwsSession,
  needs: readonly OwnedNeed[],
  options: ConnectionOptions,
): Promise<ConnectionReport> {
  const identities: GrantIdentity[] = [];
  for (const grant of grants) identities.push(await identify(session, grant));
  const read = identities.find((entry) => entry.grant === 'collect-read');
  if (!read?.identity)
    throw new AppError({
      code: 'cloud.credentials_invalid',
      message: `The account does not let us in: ${read?.problem ?? 'no identity for collect-read'}`,
      facts: { identities: identities.map(({ grant, problem }) => ({ grant, problem })) },
    });
  const { regions } = await enabledRegions(session, options.registeredRegions);
  const states: RegionState[] = [];
  await workThrough(regions, 6, async (region) => {
    options.signal.throwIfAborted();
    states.push(await regionState(session, region));
  });
  states.sort((a, b) => (a.region < b.region ? -1 : 1));
  const facts = {
    account: session.account.externalAccountId,
    region: options.registeredRegions[0] ?? session.globalRegion,
    logBuckets: await logBuckets(session, options.registeredRegions[0] ?? session.globalRegion),
  };
  const permissions = await checkPermissions(session, needs, principalsOf(session, identities), facts);
  return { identities, regions: states, organization: await organization(session), ...permissions };
}

async function identify(session: AwsSession, grant: Grant): Promise<GrantIdentity> {
  // Contain is never taken for a test: its role's rights are simulated, not used.
  if (grant === 'contain') {
    const problem =
      session.roleArn(grant) === null ? 'No role is registered for it.' : 'Taken only for an approved action.';
    return { grant, identity: null, problem };
  }
  try {
    return { grant, identity: await whoAmI(session, grant), problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    return { grant, identity: null, problem: error.message };
  }
}

function principalsOf(session: AwsSession, identities: readonly GrantIdentity[]): Partial<Record<Grant, string>> {
  const principals: Partial<Record<Grant, string>> = {};
  for (const { grant, identity } of identities) {
    const role = session.roleArn(grant);
    const isUsable = identity !== null || grant === 'contain';
    if (role !== null && isUsable) principals[grant] = role;
    else if (identity) principals[grant] = identity.arn;
  }
  return principals;
}

async function regionState(session: AwsSession, region: string): Promise<RegionState> {
  try {
    await session.ec2(region).describeInstances({ MaxResults: 5 });
    return { region, state: 'reachable', detail: '' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'cloud.access_denied') return { region, state: 'denied', detail: error.message };
    if (error.code === 'cloud.not_enabled') return { region, state: 'not enabled', detail: error.message };
    return { region, state: 'unreachable', detail: error.message };
  }
}

async function logBuckets(session: AwsSession, region: string): Promise<string[]> {
  try {
    const answer = await session.cloudTrail(region).describeTrails({ includeShadowTrails: true });
    return [...new Set((answer.trailList ?? []).flatMap((trail) => trail.S3BucketName ?? []))];
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return [];
    throw error;
  }
}

async function organization(session: AwsSession): Promise<OrganizationState> {
  const state: OrganizationState = { id: null, members: [], problem: null };
  try {
    const { Organization } = await session.organizations().describeOrganization({});
    state.id = Organization?.Id ?? null;
    const accounts = await allPages(async (NextToken) => {
      const answer = await session.organizations().listAccounts(NextToken ? { NextToken } : {});
      return { items: answer.Accounts ?? [], next: answer.NextToken };
    });
    state.members = accounts.map((member) => ({
      accountId: member.Id ?? '',
      name: member.Name ?? '',
      status: member.Status ?? '',
    }));
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    // A member account may know its organisation and not be allowed to list it.
    state.problem = error.message;
  }
  return state;
}
