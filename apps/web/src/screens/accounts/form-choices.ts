import type { AccountKind, CredentialKind } from './account-form.ts';

export const kindChoices: readonly { value: AccountKind; label: string; meaning: string }[] = [
  { value: 'single', label: 'single account', meaning: 'One account by itself.' },
  { value: 'organization', label: 'organisation', meaning: 'The management account: its members are listed.' },
  { value: 'log-archive', label: 'log archive', meaning: 'The account to which other accounts deliver their trails.' },
];

export const credentialChoices: readonly { value: CredentialKind; label: string; meaning: string }[] = [
  {
    value: 'role',
    label: 'roles',
    meaning: 'Our identity takes one role per grant, with our ExternalId. The way to prefer.',
  },
  {
    value: 'temporary',
    label: 'temporary session',
    meaning: 'Keys with a session token, for hours; the expiry is shown.',
  },
  { value: 'static', label: 'static keys', meaning: 'Keys of a user. They live until someone rotates them.' },
];

/** Offered while typing; any other region is taken too. */
export const regionChoices = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'sa-east-1',
];
