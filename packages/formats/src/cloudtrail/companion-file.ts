/**
 * Files that CloudTrail itself puts beside its logs and that hold no events. Names:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function companionFile(name: string): { by: string; reason: string } | null {
  if (/(^|[\\/])CloudTrail-Digest[\\/]/.test(name) || /_CloudTrail-Digest_/.test(name))
    return { by: 'aws/cloudtrail', reason: 'a CloudTrail digest file: it signs log files and holds no events' };
  return null;
}
