import type { AwsSession } from '@virga/cloud/aws';
import { AppError } from '@virga/domain';
import type { Collector, Parser } from '@virga/source-kit';

/** The worker hands in parameters that the manifest's schema has read, so each collector gets its own. */
export type AwsCollector = Collector<unknown, AwsSession>;

/** SDKs and parsers are loaded only when a job of that source runs. */
const collectors: Record<string, () => Promise<AwsCollector>> = {
  'aws/cloudtrail': async () => (await import('./aws/cloudtrail/collect.ts')).cloudTrailCollector as AwsCollector,
  'aws/ec2-metadata': async () => (await import('./aws/ec2-metadata/collect.ts')).ec2MetadataCollector as AwsCollector,
  'aws/ec2-disk': async () => (await import('./aws/ec2-disk/collect.ts')).ec2DiskCollector as AwsCollector,
};

/** By the format of the evidence set. */
const parsers: Record<string, () => Promise<Parser>> = {
  'aws/cloudtrail': async () => (await import('./aws/cloudtrail/parse.ts')).cloudTrailParser,
  'aws/cloudtrail-validation': async () => (await import('./aws/cloudtrail/parse.ts')).cloudTrailValidationParser,
  'aws/ec2-metadata': async () => (await import('./aws/ec2-metadata/parse.ts')).ec2MetadataParser,
  'aws/ebs-block-list': async () => (await import('./aws/ec2-disk/parse-block-list.ts')).blockListParser,
  'disk/filesystem': async () => (await import('./aws/ec2-disk/parse.ts')).diskImageParser,
};

export const collectorIds: readonly string[] = Object.keys(collectors);
export const parserFormats: readonly string[] = Object.keys(parsers);

/** Collector of a source by its id. Error: `resource.not_found` for an unknown id. */
export function loadCollector(sourceId: string): Promise<AwsCollector> {
  return load(collectors, sourceId, 'source');
}

/** Parser by format key. Error: `resource.not_found` for an unknown format. */
export function loadParser(format: string): Promise<Parser> {
  return load(parsers, format, 'evidence format');
}

function load<T>(table: Record<string, () => Promise<T>>, key: string, what: string): Promise<T> {
  const loader = Object.hasOwn(table, key) ? table[key] : undefined;
  if (!loader) throw new AppError({ code: 'resource.not_found', message: `There is no ${what} ${key}.` });
  return loader();
}
