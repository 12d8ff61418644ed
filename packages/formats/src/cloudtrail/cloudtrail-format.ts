import type { FormatParser } from '../format-parser.ts';
import { columnValues } from './attributes.ts';
import { companionFile } from './companion-file.ts';
import { parseCloudTrailObject } from './parse-cloudtrail-object.ts';
import { cloudTrailParser, cloudTrailSource } from './parser-id.ts';

const typicalKeys = ['eventVersion', 'eventSource', 'eventName', 'awsRegion', 'userIdentity', 'recipientAccountId'];

export const cloudTrailFormat: FormatParser = {
  id: cloudTrailSource,
  parser: cloudTrailParser,
  title: 'AWS CloudTrail',
  recognise(head, name) {
    if (/^\s*\S?\s*\{\s*"awsDigest/.test(head)) return 0;
    const keys = typicalKeys.filter((key) => head.includes(`"${key}`) || head.includes(`\\"${key}`)).length;
    if (keys >= 3 || head.includes('"CloudTrailEvent"')) return 2;
    const hasFrame = /^\s*\{\s*"(?:Records|Events)"\s*:\s*\[/.test(head);
    const isNamedSo = /_CloudTrail_[a-z0-9-]+_\d{8}T\d{4}Z_/.test(name);
    return hasFrame || isNamedSo || keys > 0 ? 1 : 0;
  },
  excludes: companionFile,
  parse: parseCloudTrailObject,
  searchedValues: columnValues,
};
