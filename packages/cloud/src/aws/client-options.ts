import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { EgressHandler, type EgressLimits } from '../egress/egress-handler.ts';

const megabyte = 1024 * 1024;

/** Limits of answers by service: an EBS block is at most 512 KiB today, a log object may be large. */
const limits: Record<string, Partial<EgressLimits>> = {
  ebs: { maxSockets: 128, maxAnswerBytes: 16 * megabyte },
  s3: { maxAnswerBytes: 64 * 1024 * megabyte },
};

export interface ClientSettings {
  service: string;
  region: string;
  endpoint: { url: string } | null;
  credentials: AwsCredentialIdentityProvider;
  signal: AbortSignal | null;
}

/**
 * Everything the SDK would otherwise look up in AWS_* variables, ~/.aws files or the metadata service is given here.
 * Functions returning undefined stand where undefined itself would make the SDK look.
 */
export function clientOptions(settings: ClientSettings) {
  const handler = new EgressHandler(
    { provider: 'aws', endpoint: settings.endpoint },
    {
      maxSockets: 64,
      maxAnswerBytes: 64 * megabyte,
      connectTimeoutMs: 10_000,
      idleTimeoutMs: 60_000,
      ...limits[settings.service],
    },
    settings.signal,
  );
  return {
    region: settings.region,
    credentials: settings.credentials,
    requestHandler: handler,
    retryMode: 'adaptive',
    maxAttempts: 5,
    defaultsMode: 'standard' as const,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    ignoreConfiguredEndpointUrls: true,
    authSchemePreference: ['sigv4'],
    userAgentAppId: async () => undefined,
    ...(settings.endpoint ? { endpoint: settings.endpoint.url } : {}),
  };
}

/** S3 has settings of its own that the SDK would read from the environment. */
export function s3Options(settings: ClientSettings) {
  return {
    ...clientOptions(settings),
    // A configured endpoint is an address or a host without names of buckets below it.
    forcePathStyle: settings.endpoint !== null,
    // A bucket in another region is asked for in that region by our own code, never by following an answer.
    followRegionRedirects: false,
    disableS3ExpressSessionAuth: true,
    useArnRegion: false,
    sigv4aSigningRegionSet: async () => undefined,
    // What is collected is hashed by ourselves, as received.
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
  };
}
