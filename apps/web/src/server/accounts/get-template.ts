import type { JsonValue } from '@virga/domain';
import { containNeeds } from '@virga/response/catalog';
import { accountTemplate } from '@virga/sources/catalog';
import type { PlatformCall } from '../platform/call.ts';
import { getAccount } from './get-account.ts';
import { yamlOf } from './yaml-text.ts';

/** Made from the manifests of this very version: what the sources and actions need, and nothing else. */
export async function getTemplate(
  call: PlatformCall,
  { accountId, format }: { accountId: string; format: 'json' | 'yaml' },
) {
  const account = await getAccount(call, { accountId });
  const template: JsonValue = accountTemplate(containNeeds);
  const text = format === 'json' ? `${JSON.stringify(template, null, 2)}\n` : yamlOf(template);
  return { fileName: `virga-roles-${account.externalAccountId}.${format}`, format, text };
}
