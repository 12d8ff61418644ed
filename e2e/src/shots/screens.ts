import type { PreparedCases } from './prepare-cases.ts';

export type ShotState = 'full' | 'empty' | 'loading' | 'partial' | 'denied' | 'failed';

export interface ShotPlan {
  screen: string;
  state: ShotState;
  role: 'admin' | 'lead' | 'analyst' | 'nobody';
  path: string;
  /** Text of a row to open before the picture. */
  open?: string;
}

export interface Shot extends ShotPlan {
  file: string;
  theme: 'light' | 'dark';
  width: number;
}

const tabs = ['scope', 'evidence', 'timeline', 'detections', 'response', 'report'] as const;

/** Which screens in which states. Loading and failed come from answers held back or refused on the way (take-shot.ts). */
export function shotsOf({ full, empty }: PreparedCases): ShotPlan[] {
  const lead = 'lead' as const;
  const admin = 'admin' as const;
  return [
    { screen: 'sign-in', state: 'full', role: 'nobody', path: '/sign-in' },
    { screen: 'home', state: 'full', role: lead, path: '/' },
    { screen: 'home', state: 'empty', role: admin, path: '/' },
    { screen: 'me', state: 'full', role: lead, path: '/me' },
    { screen: 'overview', state: 'full', role: lead, path: `/cases/${full}` },
    { screen: 'overview', state: 'empty', role: lead, path: `/cases/${empty}` },
    { screen: 'overview', state: 'denied', role: admin, path: `/cases/${full}` },
    { screen: 'acquire', state: 'full', role: lead, path: `/cases/${full}/acquire` },
    ...tabs.flatMap((tab): ShotPlan[] => [
      { screen: tab, state: 'full', role: lead, path: `/cases/${full}/${tab}` },
      { screen: tab, state: 'empty', role: lead, path: `/cases/${empty}/${tab}` },
      { screen: tab, state: 'loading', role: lead, path: `/cases/${full}/${tab}` },
      { screen: tab, state: 'failed', role: lead, path: `/cases/${full}/${tab}` },
    ]),
    { screen: 'timeline', state: 'partial', role: lead, path: `/cases/${full}/timeline?q=region%3Aeu-north-1` },
    {
      screen: 'timeline-open',
      state: 'full',
      role: lead,
      path: `/cases/${full}/timeline?q=starred%3Atrue`,
      open: 'first',
    },
    { screen: 'accounts', state: 'full', role: admin, path: '/admin/accounts' },
    { screen: 'accounts', state: 'denied', role: 'analyst', path: '/admin/users' },
    { screen: 'users', state: 'full', role: admin, path: '/admin/users' },
    { screen: 'audit', state: 'full', role: admin, path: '/admin/audit' },
    { screen: 'settings', state: 'full', role: admin, path: '/admin/settings' },
  ];
}
