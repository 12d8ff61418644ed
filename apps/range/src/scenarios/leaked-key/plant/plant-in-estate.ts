/** What the attacker left in settings that anyone may write: tags, descriptions, user data, and the console's text. */
import { WEB_ROLE } from '../estate/identities.ts';
import type { Script } from '../script.ts';
import { plantable } from './planted-strings.ts';

/** An EC2 resource carries at most 50 tags; some are there already. */
const mostTags = 35;

export function plantInEstate(script: Script): void {
  const { cast, estate, compromised, sharedSnapshot } = script;
  const strings = cast.planted ?? {};
  const all = Object.values(strings);
  if (all.length === 0) return;
  for (const [name, text] of plantable(strings, 256).slice(0, mostTags)) compromised.tags[`note-${name}`] = text;
  const [, markup] = plantable(strings, 255)[0] ?? [];
  if (markup !== undefined) {
    sharedSnapshot.description = markup;
    const role = estate.accounts[cast.accounts.production]!.iam.roles[WEB_ROLE]!;
    role.description = markup;
  }
  compromised.consoleOutput += `${all.join('\n')}\n`;
  compromised.userDataBase64 = Buffer.from(`#!/bin/sh\n${all.map((text) => `# ${text}`).join('\n')}\n`).toString(
    'base64',
  );
}
