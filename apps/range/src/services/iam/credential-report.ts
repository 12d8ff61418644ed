import type { AccessKey, IamUser } from '../../estate/types.ts';
import type { Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { iamOf } from './entities.ts';
import { iamTime } from './entity-xml.ts';

const COLUMNS =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

const REPORT_LIFETIME_MS = 4 * 3600 * 1000;
/** When the report of an account was made; a cache of the process, a new start makes a new one. */
const generatedAt = new WeakMap<object, number>();

const reportTime = (ms: number | undefined): string => (ms === undefined ? 'N/A' : iamTime(ms).replace('Z', '+00:00'));

function keyColumns(key: AccessKey | undefined): string[] {
  if (!key) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const used = key.lastUsed;
  return [
    String(key.status === 'Active'),
    reportTime(key.createdAtMs),
    reportTime(used?.atMs),
    used?.region ?? 'N/A',
    used?.serviceName ?? 'N/A',
  ];
}

function row(user: IamUser): string {
  const login = user.loginProfile;
  return [
    user.name,
    user.arn,
    reportTime(user.createdAtMs),
    String(login !== undefined),
    login
      ? user.passwordLastUsedAtMs === undefined
        ? 'no_information'
        : reportTime(user.passwordLastUsedAtMs)
      : 'N/A',
    reportTime(login?.createdAtMs),
    'N/A',
    String(user.mfaDevices.length > 0),
    ...keyColumns(user.accessKeys[0]),
    ...keyColumns(user.accessKeys[1]),
    'false',
    'N/A',
    'false',
    'N/A',
  ].join(',');
}

function rootRow(call: RangeCall): string {
  const created = Math.min(call.estate.nowMs, ...Object.values(iamOf(call).roles).map((role) => role.createdAtMs));
  const keys = [...keyColumns(undefined), ...keyColumns(undefined)];
  const start = ['<root_account>', `arn:aws:iam::${call.accountId}:root`, reportTime(created)];
  return [
    ...start,
    'not_supported',
    'no_information',
    'not_supported',
    'not_supported',
    'true',
    ...keys,
    'false',
    'N/A',
    'false',
    'N/A',
  ].join(',');
}

/** The report (IAM user guide, "Getting credential reports"): base64 of a CSV, made once in four hours. */
export const credentialReportOperations: Record<string, Operation> = {
  GenerateCredentialReport: {
    readOnly: false,
    handle: (call) => {
      const key = iamOf(call);
      const made = generatedAt.get(key);
      if (made !== undefined && call.nowMs - made < REPORT_LIFETIME_MS) return { xml: { State: 'COMPLETE' } };
      generatedAt.set(key, call.nowMs);
      return { xml: { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' } };
    },
  },
  GetCredentialReport: {
    handle: (call) => {
      const iam = iamOf(call);
      const made = generatedAt.get(iam);
      if (made === undefined) throw new ServiceError('ReportNotPresent', 410, 'No report is present');
      const lines = [COLUMNS, rootRow(call), ...Object.values(iam.users).map(row)];
      const content = Buffer.from(lines.join('\n'), 'utf8').toString('base64');
      return { xml: { Content: content, ReportFormat: 'text/csv', GeneratedTime: iamTime(made) } };
    },
  },
};
