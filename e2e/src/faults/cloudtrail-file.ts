/** A CloudTrail file of our own, the same bytes every time: what an analyst was handed on a stick. */
export function cloudTrailFile(records: number): Buffer<ArrayBuffer> {
  const list = Array.from({ length: records }, (_, number) => ({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEEXAMPLE01',
      arn: 'arn:aws:iam::111122223333:user/deploy',
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLEEXAMPLE01',
      userName: 'deploy',
    },
    eventTime: new Date(Date.UTC(2026, 8, 1) + number * 7000).toISOString().replace('.000Z', 'Z'),
    eventSource: number % 3 === 0 ? 'iam.amazonaws.com' : 's3.amazonaws.com',
    eventName: number % 3 === 0 ? 'ListUsers' : 'ListBuckets',
    awsRegion: 'us-east-1',
    sourceIPAddress: `198.51.100.${number % 250}`,
    userAgent: 'aws-cli/2.17.0',
    requestParameters: { page: number },
    responseElements: null,
    requestID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    eventID: `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  }));
  return Buffer.from(JSON.stringify({ Records: list }));
}
