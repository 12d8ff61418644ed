import { webPlatform } from '../../../../server/platform/web-platform.ts';
import { handleAuth } from '../../../../server/session/handle-auth.ts';

/** next-auth: csrf token, sign-in by password, OpenID Connect and its callback. */
async function answer(request: Request): Promise<Response> {
  return handleAuth(await webPlatform(), request);
}

export const dynamic = 'force-dynamic';
export { answer as GET, answer as POST };
