/**
 * Debian's awscli (2.9) pointed at a range: a foreign implementation of the client side, for tests.
 * `--endpoint-url` reaches only the command's own service; `cloudtrail validate-logs` also asks S3 and Organizations, and
 * this version knows no AWS_ENDPOINT_URL. Endpoint rules are data to it, though, and AWS_DATA_PATH says where data stands.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const AWS = '/usr/bin/aws';

export interface AwsResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface DebianAwscli {
  run(region: string, args: string[]): Promise<AwsResult>;
  close(): Promise<void>;
}

export function hasDebianAwscli(): boolean {
  return existsSync(AWS);
}

type Credentials = { accessKeyId: string; secretAccessKey: string };

export async function createDebianAwscli(url: string, credentials: Credentials): Promise<DebianAwscli> {
  const folder = await mkdtemp(join(tmpdir(), 'range-awscli-'));
  await writeRules(folder, 's3', '2006-03-01', s3Rules(url));
  await writeRules(folder, 'organizations', '2016-11-28', plainRules(url, 'organizations'));
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: folder,
    AWS_DATA_PATH: folder,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    LC_ALL: 'C.UTF-8',
  };
  return {
    run: (region, args) => execute(['--region', region, '--endpoint-url', url, ...args], env),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function execute(args: string[], env: Record<string, string>): Promise<AwsResult> {
  return new Promise((resolve) => {
    execFile(AWS, args, { env, maxBuffer: 64 * 1_048_576 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ exitCode, stdout, stderr });
    });
  });
}

async function writeRules(folder: string, service: string, version: string, rules: object): Promise<void> {
  const path = join(folder, service, version);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'endpoint-rule-set-1.json'), JSON.stringify(rules));
}

const REGION = { Region: { builtIn: 'AWS::Region', required: false, documentation: '', type: 'String' } };

function endpoint(url: string, signingName: string): object {
  const scheme = { name: 'sigv4', signingName, signingRegion: '{Region}', disableDoubleEncoding: signingName === 's3' };
  return { url, properties: { authSchemes: [scheme] }, headers: {} };
}

function plainRules(url: string, service: string): object {
  return {
    version: '1.0',
    parameters: REGION,
    rules: [{ conditions: [], endpoint: endpoint(url, service), type: 'endpoint' }],
  };
}

function s3Rules(url: string): object {
  const Bucket = { required: false, documentation: '', type: 'String' };
  const hasBucket = [{ fn: 'isSet', argv: [{ ref: 'Bucket' }] }];
  return {
    version: '1.0',
    parameters: { ...REGION, Bucket },
    rules: [
      { conditions: hasBucket, endpoint: endpoint(`${url}/{Bucket}`, 's3'), type: 'endpoint' },
      { conditions: [], endpoint: endpoint(url, 's3'), type: 'endpoint' },
    ],
  };
}
