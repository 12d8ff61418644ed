import type { Role } from '@virga/domain';

/** What each role is for, as the form says it. */
export const roleChoices: readonly { value: Role; label: string; meaning: string }[] = [
  {
    value: 'analyst',
    label: 'analyst',
    meaning: 'Everything inside the cases of which they are a member; proposes containment.',
  },
  {
    value: 'lead',
    label: 'lead',
    meaning: 'Also opens and closes cases, chooses members, approves containment and reports.',
  },
  {
    value: 'admin',
    label: 'admin',
    meaning: 'Accounts, users and settings; sees no case content unless made a member.',
  },
  { value: 'observer', label: 'observer', meaning: 'Reads the views and reports they were given, no raw records.' },
];

export function roleOf(value: string | null): Role | null {
  return roleChoices.find((choice) => choice.value === value)?.value ?? null;
}
