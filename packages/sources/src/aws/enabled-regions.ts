import type { AwsSession } from '@virga/cloud/aws';
import { AppError } from '@virga/domain';

export interface EnabledRegions {
  regions: string[];
  /** Why AWS did not say; the registered regions stand in then. */
  refusal: string | null;
}

/** Regions enabled in the account, sorted; stolen credentials are used in any of them. */
export async function enabledRegions(session: AwsSession, registered: readonly string[]): Promise<EnabledRegions> {
  try {
    const answer = await session.ec2(registered[0] ?? session.globalRegion).describeRegions({ AllRegions: false });
    const names = (answer.Regions ?? []).flatMap((region) => region.RegionName ?? []);
    if (names.length > 0) return { regions: names.sort(), refusal: null };
    return { regions: fallback(session, registered), refusal: 'AWS listed no region.' };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'cloud.access_denied') throw error;
    return { regions: fallback(session, registered), refusal: error.message };
  }
}

function fallback(session: AwsSession, registered: readonly string[]): string[] {
  return registered.length > 0 ? [...registered].sort() : [session.globalRegion];
}
