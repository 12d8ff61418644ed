import { AppError, errorCodes } from '@virga/domain';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { withApiHeaders } from '../http/api-headers.ts';
import { checkDoors } from '../http/check-doors.ts';
import { checkRate } from '../http/check-rate.ts';
import { clientAddress } from '../http/client-address.ts';
import { sessionTokenOf } from '../http/identify-caller.ts';
import { limitBody } from '../http/limit-body.ts';
import { problemResponse } from '../http/problem-response.ts';
import type { Platform } from '../platform/platform.ts';
import { authOptions } from './auth-options.ts';
import { readCookies } from './cookies.ts';

const bodyLimitBytes = 16_384;

/**
 * next-auth behind our own doors: same origin, JSON only, rate limited. It is driven through its Node interface, so that the
 * whole sign-in runs in tests without a Next server.
 */
export async function handleAuth(platform: Platform, request: Request): Promise<Response> {
  const address = clientAddress(platform.env, request);
  try {
    checkDoors(platform.env, request, 'json');
    checkRate(`auth ${address}`, 120);
    const url = new URL(request.url);
    const answer = collectAnswer();
    const options = authOptions(platform, {
      address,
      userAgent: request.headers.get('user-agent'),
      replaces: await sessionTokenOf(platform, request.headers.get('cookie')),
    });
    await NextAuth(await nodeRequest(request, url), answer.response, options);
    return withApiHeaders(platform.env, answer.toResponse());
  } catch (thrown) {
    return withApiHeaders(platform.env, problemResponse(thrown, platform.log));
  }
}

async function nodeRequest(request: Request, url: URL): Promise<NextApiRequest> {
  const nextauth = url.pathname.split('/').slice(3);
  const body = request.method === 'POST' ? fieldsOf(await (await limitBody(request, bodyLimitBytes)).text()) : {};
  const made = {
    method: request.method,
    url: url.pathname + url.search,
    query: { ...Object.fromEntries(url.searchParams), nextauth },
    cookies: readCookies(request.headers.get('cookie')),
    headers: Object.fromEntries(request.headers),
    body,
  };
  return made as unknown as NextApiRequest;
}

/** Nobody is signed in here yet: a body that is no object is the sender's fault, never an error of ours in the log. */
function fieldsOf(text: string): Record<string, unknown> {
  if (text === '') return {};
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return { ...fields };
  } catch {
    // Said below, as for any other text that is no object.
  }
  throw new AppError({ code: 'request.invalid', message: errorCodes['request.invalid'].meaning });
}

interface Answer {
  response: NextApiResponse;
  toResponse(): Response;
}

/** The few members of Node's response that next-auth uses. */
function collectAnswer(): Answer {
  const headers = new Headers();
  let status = 200;
  let body: string | null = null;
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name)),
    setHeader: (name: string, value: string | string[]) => {
      headers.delete(name);
      for (const one of [value].flat()) headers.append(name, one);
      return response;
    },
    json: (value: unknown) => {
      headers.set('content-type', 'application/json');
      body = JSON.stringify(value);
    },
    send: (value: unknown) => {
      body = typeof value === 'string' || value === undefined ? (value ?? null) : JSON.stringify(value);
    },
    end: () => undefined,
  };
  return {
    response: response as unknown as NextApiResponse,
    toResponse: () => new Response(body, { status, headers }),
  };
}
