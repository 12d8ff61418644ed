/** The attacker writes to whoever reads the logs: in agents, names and values of parameters, and the errors that repeat them. */
import type { Actor } from '../../../estate/actors.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import { HOUR_MS } from '../cast.ts';
import type { Script } from '../script.ts';

export function plantInTrail(script: Script, actor: Actor): void {
  const { cast, compromised } = script;
  const strings = Object.entries(cast.planted ?? {});
  if (strings.length === 0) return;
  const base = { accountId: cast.accounts.production, region: 'eu-west-1', actor };
  const startMs = cast.attackMs + 36 * HOUR_MS;
  const calls = strings.flatMap(([name, text], i): TrailCall[] => [
    {
      ...base,
      atMs: startMs + i * 4000,
      service: 'ec2',
      name: 'CreateTags',
      readOnly: false,
      userAgent: text,
      request: {
        resourcesSet: { items: [{ resourceId: compromised.id }] },
        tagSet: { items: [{ key: `note-${name}`, value: text }] },
      },
      response: { _return: true },
    },
    {
      ...base,
      atMs: startMs + i * 4000 + 2000,
      service: 'secretsmanager',
      name: 'GetSecretValue',
      request: { secretId: text, filters: { [text]: [text] } },
      error: { code: 'ValidationException', message: `Invalid name. Must be a valid name: ${text}` },
    },
  ]);
  script.step('log-pollution', { principal: String(actor.userName), affected: [compromised.id] }, calls);
}
