import { handleApi } from '../../../../server/http/handle-api.ts';
import { webPlatform } from '../../../../server/platform/web-platform.ts';

/** The REST API. Everything about it is in src/contract and src/server; Next only carries the bytes. */
async function answer(request: Request): Promise<Response> {
  return handleApi(await webPlatform(), request);
}

export const dynamic = 'force-dynamic';
export { answer as DELETE, answer as GET, answer as HEAD, answer as PATCH, answer as POST, answer as PUT };
