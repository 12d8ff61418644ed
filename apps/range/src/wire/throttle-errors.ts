import type { ServiceHandler } from './service.ts';
import { ServiceError } from './service.ts';

/** The service's throttling error ("Common errors" and "Throttling" pages of each API). */
export function throttleError(handler: ServiceHandler): ServiceError {
  if (handler.service === 'ec2') return new ServiceError('RequestLimitExceeded', 503, 'Request limit exceeded.');
  if (handler.service === 's3') return new ServiceError('SlowDown', 503, 'Please reduce your request rate.');
  if (handler.service === 'ebs') {
    return new ServiceError(
      'RequestThrottledException',
      400,
      'The number of API requests has exceeded the maximum allowed.',
      {
        Reason: 'ACCOUNT_THROTTLED',
      },
    );
  }
  if (handler.protocol === 'query') return new ServiceError('Throttling', 400, 'Rate exceeded');
  if (handler.service === 'organizations') return new ServiceError('TooManyRequestsException', 400, 'Rate exceeded');
  return new ServiceError('ThrottlingException', 400, 'Rate exceeded');
}

/** The service's denial with the sentence that tells why. */
export function deniedError(handler: ServiceHandler, message: string): ServiceError {
  if (handler.protocol === 'ec2') {
    return new ServiceError(
      'UnauthorizedOperation',
      403,
      `You are not authorized to perform this operation. ${message}`,
    );
  }
  if (handler.service === 's3') return new ServiceError('AccessDenied', 403, message);
  if (handler.protocol === 'query') return new ServiceError('AccessDenied', 403, message);
  if (handler.service === 'ebs') {
    return new ServiceError('AccessDeniedException', 403, message, { Reason: 'UNAUTHORIZED_ACCOUNT' });
  }
  return new ServiceError('AccessDeniedException', 400, message);
}
