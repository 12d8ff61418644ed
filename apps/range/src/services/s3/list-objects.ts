/**
 * ListObjects, ListObjectsV2 and ListObjectVersions.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
import type { Operation, RangeCall, RangeReply, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { authorizeOn, findBucket, objectTrail, redirectElsewhere, textOf } from './bucket-access.ts';
import { commonPrefix, keysOf, type ListedVersion } from './object-listing.ts';

const MAX_KEYS = 1000;

interface Page {
  versions: ListedVersion[];
  prefixes: string[];
  isTruncated: boolean;
  /** Where the next page goes on: a key or a common prefix. */
  last: string;
}

interface Wanted {
  prefix: string;
  delimiter: string;
  after: string;
  maxKeys: number;
  isUrlEncoded: boolean;
}

function readWanted(call: RangeCall, after: string): Wanted {
  const maxKeys = Number(textOf(call, 'max-keys') ?? MAX_KEYS);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) {
    throw new ServiceError('InvalidArgument', 400, 'Provided max-keys not an integer or within integer range');
  }
  const encoding = textOf(call, 'encoding-type');
  if (encoding !== undefined && encoding !== 'url') {
    throw new ServiceError('InvalidArgument', 400, 'Invalid Encoding Method specified in Request');
  }
  return {
    prefix: textOf(call, 'prefix') ?? '',
    delimiter: textOf(call, 'delimiter') ?? '',
    after,
    maxKeys: Math.min(maxKeys, MAX_KEYS),
    isUrlEncoded: encoding === 'url',
  };
}

/** Collects one page. A common prefix at or before `after` was on an earlier page. */
function collect(call: RangeCall, wanted: Wanted, pick: (versions: ListedVersion[]) => ListedVersion[]): Page {
  const page: Page = { versions: [], prefixes: [], isTruncated: false, last: '' };
  const bucket = findBucket(call);
  for (const item of keysOf(call.estate, bucket, wanted)) {
    const versions = 'folded' in item ? [] : pick(item.versions);
    if (!('folded' in item) && versions.length === 0) continue;
    const prefix = 'folded' in item ? item.folded : commonPrefix(item.key, wanted);
    if (prefix !== undefined && (prefix === page.prefixes.at(-1) || wanted.after.startsWith(prefix))) continue;
    if (page.versions.length + page.prefixes.length >= wanted.maxKeys) {
      page.isTruncated = wanted.maxKeys > 0;
      return page;
    }
    if (prefix !== undefined) page.prefixes.push(prefix);
    else page.versions.push(...versions);
    page.last = prefix ?? ('folded' in item ? '' : item.key);
  }
  return page;
}

function encoder(wanted: Wanted): (text: string) => string {
  return wanted.isUrlEncoded ? (text) => encodeURIComponent(text).replaceAll('%2F', '/') : (text) => text;
}

function contents(page: Page, encode: (text: string) => string): XmlValue[] {
  return page.versions.map((version) => ({
    Key: encode(version.key),
    LastModified: new Date(version.lastModifiedAtMs).toISOString(),
    ETag: `"${version.etag}"`,
    Size: version.sizeBytes,
    StorageClass: version.storageClass,
  }));
}

const visible = (versions: ListedVersion[]): ListedVersion[] =>
  versions.slice(0, 1).filter((version) => !version.isDeleteMarker);

function reply(call: RangeCall, wanted: Wanted, page: Page, rest: { [name: string]: XmlValue }): RangeReply {
  const encode = encoder(wanted);
  return {
    xmlRoot: { name: 'ListBucketResult' },
    xml: {
      Name: textOf(call, 'Bucket'),
      Prefix: encode(wanted.prefix),
      Delimiter: wanted.delimiter === '' ? undefined : encode(wanted.delimiter),
      MaxKeys: wanted.maxKeys,
      EncodingType: wanted.isUrlEncoded ? 'url' : undefined,
      IsTruncated: page.isTruncated,
      ...rest,
      Contents: contents(page, encode),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    },
  };
}

export const listObjectsV2: Operation = {
  authorize: authorizeOn('s3:ListBucket', 'bucket'),
  trail: objectTrail('ListObjects'),
  handle: (call) => {
    const elsewhere = redirectElsewhere(call, findBucket(call));
    if (elsewhere) return elsewhere;
    const token = textOf(call, 'continuation-token');
    const startAfter = textOf(call, 'start-after');
    const wanted = readWanted(call, token === undefined ? (startAfter ?? '') : readToken(token));
    const page = collect(call, wanted, visible);
    return reply(call, wanted, page, {
      KeyCount: page.versions.length + page.prefixes.length,
      ContinuationToken: token,
      NextContinuationToken: page.isTruncated ? Buffer.from(page.last).toString('base64') : undefined,
      StartAfter: startAfter,
    });
  },
};

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (text === '' || Buffer.from(text).toString('base64') !== token) {
    throw new ServiceError('InvalidArgument', 400, 'The continuation token provided is incorrect');
  }
  return text;
}

export const listObjects: Operation = {
  authorize: authorizeOn('s3:ListBucket', 'bucket'),
  trail: objectTrail(),
  handle: (call) => {
    const elsewhere = redirectElsewhere(call, findBucket(call));
    if (elsewhere) return elsewhere;
    const marker = textOf(call, 'marker') ?? '';
    const wanted = readWanted(call, marker);
    const page = collect(call, wanted, visible);
    const encode = encoder(wanted);
    const hasNextMarker = page.isTruncated && wanted.delimiter !== '';
    return reply(call, wanted, page, {
      Marker: encode(marker),
      NextMarker: hasNextMarker ? encode(page.last) : undefined,
    });
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions: Operation = {
  authorize: authorizeOn('s3:ListBucketVersions', 'bucket'),
  trail: objectTrail(),
  handle: (call) => {
    const elsewhere = redirectElsewhere(call, findBucket(call));
    if (elsewhere) return elsewhere;
    const keyMarker = textOf(call, 'key-marker') ?? '';
    const versionMarker = textOf(call, 'version-id-marker');
    const wanted = readWanted(call, keyMarker);
    const rest = versionMarker === undefined ? [] : versionsAfter(call, keyMarker, versionMarker);
    const page = collectVersions(call, wanted, rest);
    const encode = encoder(wanted);
    const last = page.versions.at(-1);
    const describe = (version: ListedVersion): XmlValue => ({
      Key: encode(version.key),
      VersionId: version.versionId,
      IsLatest: version.isLatest,
      LastModified: new Date(version.lastModifiedAtMs).toISOString(),
      ...(version.isDeleteMarker
        ? {}
        : { ETag: `"${version.etag}"`, Size: version.sizeBytes, StorageClass: version.storageClass }),
    });
    return {
      xmlRoot: { name: 'ListVersionsResult' },
      xml: {
        Name: textOf(call, 'Bucket'),
        Prefix: encode(wanted.prefix),
        Delimiter: wanted.delimiter === '' ? undefined : encode(wanted.delimiter),
        KeyMarker: encode(keyMarker),
        VersionIdMarker: versionMarker ?? '',
        MaxKeys: wanted.maxKeys,
        EncodingType: wanted.isUrlEncoded ? 'url' : undefined,
        IsTruncated: page.isTruncated,
        NextKeyMarker: page.isTruncated ? encode(page.last) : undefined,
        NextVersionIdMarker: page.isTruncated && last?.key === page.last ? last.versionId : undefined,
        Version: page.versions.filter((version) => !version.isDeleteMarker).map(describe),
        DeleteMarker: page.versions.filter((version) => version.isDeleteMarker).map(describe),
        CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
      },
    };
  },
};

function versionsAfter(call: RangeCall, key: string, versionId: string): ListedVersion[] {
  const versions = findBucket(call).objects[key] ?? [];
  const at = versions.findIndex((version) => version.versionId === versionId);
  return at < 0 ? [] : versions.slice(at + 1).map((version) => ({ ...version, isLatest: false }));
}

/** Like `collect`, but a page may end between two versions of a key. */
function collectVersions(call: RangeCall, wanted: Wanted, rest: ListedVersion[]): Page {
  const page = collect(call, { ...wanted, maxKeys: Math.max(wanted.maxKeys, 1) }, (versions) => versions);
  const all = [...rest, ...page.versions];
  const room = Math.max(wanted.maxKeys - page.prefixes.length, 0);
  const versions = all.slice(0, room);
  const isCut = all.length > room;
  const last = isCut ? (versions.at(-1)?.key ?? page.last) : page.last;
  return { versions, prefixes: page.prefixes, isTruncated: page.isTruncated || isCut, last };
}
