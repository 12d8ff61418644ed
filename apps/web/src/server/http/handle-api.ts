import { AppError, errorCodes } from '@virga/domain';
import type { Platform } from '../platform/platform.ts';
import type { ApiContext } from './api-context.ts';
import { withApiHeaders } from './api-headers.ts';
import { checkDoors, checkReader } from './check-doors.ts';
import { clientAddress } from './client-address.ts';
import { guard } from './guard.ts';
import { identifyCaller } from './identify-caller.ts';
import { matchRoute } from './match-route.ts';
import { problemResponse } from './problem-response.ts';
import { runPlainRoute } from './run-plain-route.ts';
import { runProcedure } from './run-procedure.ts';

/** The whole REST API as one function of a Request: what Next's route calls, and what the tests call without Next. */
export async function handleApi(platform: Platform, request: Request): Promise<Response> {
  try {
    return withApiHeaders(platform.env, await answer(platform, request));
  } catch (thrown) {
    return withApiHeaders(platform.env, problemResponse(thrown, platform.log));
  }
}

async function answer(platform: Platform, request: Request): Promise<Response> {
  const route = matchRoute(request.method, new URL(request.url).pathname);
  checkDoors(platform.env, request, route?.plainId?.startsWith('uploads.') ? 'tus' : 'json');
  checkReader(request);
  const caller = await identifyCaller(platform, request);
  // Without a session nobody learns which routes there are.
  if (!route) throw missing(caller ? 'resource.not_found' : 'session.required');
  const context: ApiContext = {
    platform,
    caller,
    address: clientAddress(platform.env, request),
    userAgent: request.headers.get('user-agent'),
    signal: request.signal,
    lastEventId: request.headers.get('last-event-id'),
    access: null,
    cookies: [],
  };
  await guard(context, route.name, route.meta, route.params['caseId']);
  const response = route.plainId
    ? await runPlainRoute(context, route.plainId, route.params, request)
    : await runProcedure(context, route, request);
  for (const cookie of context.cookies) response.headers.append('set-cookie', cookie);
  return response;
}

function missing(code: 'resource.not_found' | 'session.required'): AppError {
  return new AppError({ code, message: errorCodes[code].meaning });
}
