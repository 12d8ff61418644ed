const actions = [
  ['ec2.amazonaws.com', 'DescribeInstances', true],
  ['iam.amazonaws.com', 'GetRole', true],
  ['s3.amazonaws.com', 'GetObject', true],
  ['sts.amazonaws.com', 'AssumeRole', true],
  ['lambda.amazonaws.com', 'Invoke', false],
  ['kms.amazonaws.com', 'Decrypt', true],
  ['ssm.amazonaws.com', 'UpdateInstanceInformation', false],
  ['ec2.amazonaws.com', 'RunInstances', false],
] as const;

const arnOf = (number: number) =>
  `arn:aws:sts::111122223333:assumed-role/app-${number % 40}/i-${hex(number % 900, 17)}`;

/** Synthetic records of about 1.4 kB, one per line, the same for every run: a linear congruential generator (Numerical Recipes). */
export function* cloudTrailLines(count: number): Generator<string> {
  let state = 20261122;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  for (let number = 0; number < count; number++) yield `${JSON.stringify(record(number, next))}\n`;
}

function record(number: number, next: (below: number) => number): object {
  const [eventSource, eventName, readOnly] = actions[next(actions.length)]!;
  const actor = next(2000);
  const bucket = `data-${next(50)}`;
  const seconds = Math.floor(number / 50);
  const time = new Date(Date.UTC(2026, 9, 1) + seconds * 1000).toISOString().replace('.000', '');
  return {
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${hex(actor % 40, 17)}:i-${hex(actor % 900, 17)}`,
      arn: arnOf(actor),
      accountId: '111122223333',
      accessKeyId: `ASIA${hex(actor, 16)}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROA${hex(actor % 40, 17)}`,
          arn: `arn:aws:iam::111122223333:role/app-${actor % 40}`,
          accountId: '111122223333',
          userName: `app-${actor % 40}`,
        },
        attributes: { creationDate: '2026-10-01T00:00:00Z', mfaAuthenticated: 'false' },
        ec2RoleDelivery: '2.0',
      },
    },
    eventTime: time,
    eventSource,
    eventName,
    awsRegion: ['us-east-1', 'eu-west-1', 'eu-central-1'][next(3)],
    sourceIPAddress: `198.51.100.${next(250)}`,
    userAgent:
      'aws-sdk-java/2.20.1 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.8 Java/17.0.8 vendor/Amazon.com_Inc. io/sync http/Apache cfg/retry-mode/standard',
    errorCode: next(20) === 0 ? 'AccessDenied' : undefined,
    requestParameters: {
      bucketName: bucket,
      key: `in/${hex(next(1e9), 12)}.json`,
      Host: `${bucket}.s3.amazonaws.com`,
      instancesSet: { items: [{ instanceId: `i-${hex(next(900), 17)}` }] },
    },
    responseElements: null,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256',
      bytesTransferredIn: 0,
      bytesTransferredOut: next(100_000),
    },
    requestID: uuid(number, 1),
    eventID: uuid(number, 2),
    readOnly,
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/in` },
      { accountId: '111122223333', type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` },
    ],
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: '111122223333',
    eventCategory: 'Data',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${bucket}.s3.amazonaws.com`,
    },
  };
}

function hex(number: number, width: number): string {
  return (number * 2654435761).toString(16).toUpperCase().slice(-width).padStart(width, '0');
}

function uuid(number: number, salt: number): string {
  const text = `${hex(number * 4 + salt, 12)}${number.toString(16).padStart(20, '0')}`.toLowerCase();
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}
