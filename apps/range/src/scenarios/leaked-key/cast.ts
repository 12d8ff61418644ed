/** Who and where the story plays: accounts, regions, addresses, tools. All addresses are of the documentation ranges (RFC 5737). */
import type { Origin } from '../../estate/actors.ts';
import { accountId } from '../../estate/ids.ts';
import { createRandom, type Random } from '../../estate/random.ts';
import type { EstateSize } from '../../estate/types.ts';
import type { PlantedStrings } from './plant/planted-strings.ts';

/** Regions with something in them first; the others are enabled and empty. */
export const REGIONS = [
  'eu-west-1',
  'eu-central-1',
  'us-east-1',
  'ap-southeast-1',
  'us-west-2',
  'ap-northeast-1',
] as const;
export const ZONE_PREFIXES: Record<string, string> = {
  'eu-west-1': 'euw1',
  'eu-central-1': 'euc1',
  'us-east-1': 'use1',
  'ap-southeast-1': 'apse1',
  'us-west-2': 'usw2',
  'ap-northeast-1': 'apne1',
};

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * HOUR_MS;

export interface ScenarioOptions {
  seed: number;
  size: EstateSize;
  /** Everything staged is dated before this moment. */
  nowMs: number;
  /** Written into every field that the attacker could write; nothing without it. */
  planted?: PlantedStrings;
}

export interface Cast extends ScenarioOptions {
  random: Random;
  /** Name of the customer, the first part of bucket names. */
  company: string;
  organisationId: string;
  accounts: {
    management: string;
    production: string;
    development: string;
    logArchive: string;
    responder: string;
    /** The attacker's own: outside, never an account of the range. */
    external: string;
  };
  buckets: { logs: string; exports: string; documents: string; artifacts: string; sandbox: string; evidence: string };
  origins: Record<'office' | 'vpn' | 'ci' | 'attacker' | 'attackerHost' | 'nat' | 'github', Origin>;
  /** First hour of the noise. */
  firstMs: number;
  /** The leaked key's first use by the attacker: three days before now, on the hour. */
  attackMs: number;
}

/** Works out the cast for a seed. */
export function createCast(options: ScenarioOptions): Cast {
  const random = createRandom(options.seed, 'leaked-key');
  const ids = random.fork('accounts');
  const nowHour = Math.floor(options.nowMs / HOUR_MS) * HOUR_MS;
  const suffix = random.fork('suffix').text(6, 'abcdefghijkmnpqrstuvwxyz23456789');
  const company = 'nordwind';
  const bucket = (name: string): string => `${company}-${name}-${suffix}`;
  return {
    ...options,
    random,
    company,
    organisationId: `o-${random.fork('organisation').text(10, 'abcdefghijklmnopqrstuvwxyz0123456789')}`,
    accounts: {
      management: accountId(ids),
      production: accountId(ids),
      development: accountId(ids),
      logArchive: accountId(ids),
      responder: accountId(ids),
      external: accountId(ids),
    },
    buckets: {
      logs: bucket('org-trail-logs'),
      exports: bucket('customer-exports'),
      documents: bucket('customer-documents'),
      artifacts: bucket('ci-artifacts'),
      sandbox: bucket('dev-sandbox'),
      evidence: bucket('responder-store'),
    },
    origins: {
      office: { ip: '192.0.2.17', agent: FIREFOX },
      vpn: { ip: '192.0.2.201', agent: CHROME },
      ci: {
        ip: '192.0.2.77',
        agent:
          'aws-cli/2.31.18 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0-1021-aws md/arch#x86_64 lang/python#3.13.7 cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#deploy',
      },
      attacker: {
        ip: '203.0.113.66',
        agent:
          'aws-cli/2.17.44 md/awscrt#0.20.11 ua/2.0 os/linux#6.10.9-amd64 md/arch#x86_64 lang/python#3.12.6 cfg/retry-mode#standard md/installer#source md/distrib#kali.2024 md/prompt#off',
      },
      attackerHost: {
        ip: '198.51.100.23',
        agent:
          'Boto3/1.34.162 md/Botocore#1.34.162 ua/2.0 os/linux#5.15.0-119-generic md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.162',
      },
      nat: {
        ip: '203.0.113.10',
        agent:
          'aws-sdk-js/3.1137.0 ua/2.1 os/linux#6.1.115-126.197.amzn2023.x86_64 lang/js md/nodejs#22.20.0 api/s3#3.1137.0 m/E,n',
      },
      github: {
        ip: '192.0.2.133',
        agent:
          'aws-sdk-js/3.1101.0 ua/2.1 os/linux#6.11.0-1018-azure lang/js md/nodejs#24.9.0 api/sts#3.1101.0 aws-actions/configure-aws-credentials',
      },
    },
    firstMs: nowHour - (options.size === 'small' ? 4 : 7) * DAY_MS,
    attackMs: nowHour - 3 * DAY_MS,
  };
}

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';
const CHROME =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
