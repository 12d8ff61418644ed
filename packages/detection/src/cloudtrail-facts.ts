import type { JsonValue } from '@virga/domain';

export type JsonRecord = { [key: string]: JsonValue };

/** What the rules ask of a record, read once. Texts are '' when absent. */
export interface CloudTrailFacts {
  action: string;
  service: string;
  isFailed: boolean;
  identityType: string;
  accessKeyId: string;
  /** The account that acted: a grant to any other is one to the outside. */
  account: string;
  isInvokedByService: boolean;
  hasMfa: boolean;
  request: JsonRecord;
  response: JsonRecord;
  extra: JsonRecord;
  /** requestParameters as JSON text with escapes of nested policy documents removed, for looking inside policies. */
  requestText(): string;
}

export function readFacts(record: JsonRecord): CloudTrailFacts {
  const identity = objectAt(record, 'userIdentity');
  const attributes = objectAt(objectAt(identity, 'sessionContext'), 'attributes');
  const extra = objectAt(record, 'additionalEventData');
  const request = objectAt(record, 'requestParameters');
  const response = objectAt(record, 'responseElements');
  return {
    action: textAt(record, 'eventName'),
    service: textAt(record, 'eventSource'),
    isFailed: textAt(record, 'errorCode') !== '' || textAt(response, 'ConsoleLogin') === 'Failure',
    identityType: textAt(identity, 'type'),
    accessKeyId: textAt(identity, 'accessKeyId'),
    account: textAt(identity, 'accountId') || textAt(record, 'recipientAccountId'),
    isInvokedByService: textAt(identity, 'invokedBy') !== '' || textAt(identity, 'type') === 'AWSService',
    hasMfa: textAt(attributes, 'mfaAuthenticated') === 'true' || textAt(extra, 'MFAUsed') === 'Yes',
    request,
    response,
    extra,
    requestText: () => JSON.stringify(request).replaceAll('\\', '').replaceAll(' ', ''),
  };
}

export function objectAt(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function textAt(record: JsonRecord, key: string): string {
  const value = record[key];
  return typeof value === 'string' ? value : '';
}
