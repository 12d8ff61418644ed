/** A CloudTrail trail of one account. A copy of an organisation trail is a view of this one, not a second object. */

export interface DataResource {
  type: string;
  values: string[];
}

export interface EventSelector {
  readWriteType: 'All' | 'ReadOnly' | 'WriteOnly';
  includeManagementEvents: boolean;
  dataResources: DataResource[];
  excludeManagementEventSources: string[];
}

/** A time when a trail logged. The last one is open (no end) while the trail logs now. */
export interface LoggingPeriod {
  startedAtMs: number;
  stoppedAtMs?: number;
}

export interface Trail {
  name: string;
  arn: string;
  accountId: string;
  homeRegion: string;
  s3BucketName: string;
  s3KeyPrefix?: string;
  includeGlobalServiceEvents: boolean;
  isMultiRegion: boolean;
  isOrganization: boolean;
  logFileValidationEnabled: boolean;
  cloudWatchLogsLogGroupArn?: string;
  cloudWatchLogsRoleArn?: string;
  kmsKeyId?: string;
  /** As they are now; what they were is in the events (PutEventSelectors). */
  eventSelectors: EventSelector[];
  loggingPeriods: LoggingPeriod[];
  tags: Record<string, string>;
}
