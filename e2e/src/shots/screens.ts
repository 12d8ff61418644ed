import type { PreparedCases } from './prepare-cases.ts';

export type ShotState = 'full' | 'empty' | 'loading' | 'partial' | 'denied' | 'failed' | 'focus' | 'grey';
export type ShotRole = 'admin' | 'lead' | 'analyst' | 'nobody';

/** What a person does on the page before the picture is taken. */
export type Gesture = 'open row' | 'raw record' | 'hover value' | 'keys' | 'palette' | 'open first' | 'end of page';

export interface ShotPlan {
  screen: string;
  state: ShotState;
  role: ShotRole;
  path: string;
  gesture?: Gesture;
}

export interface Shot extends ShotPlan {
  file: string;
  theme: 'light' | 'dark';
  width: number;
}

const tabs = ['scope', 'evidence', 'timeline', 'detections', 'response', 'report'] as const;
const adminScreens = ['accounts', 'users', 'audit', 'settings'] as const;

/** Which screens in which states. Loading and failed come from answers held back or refused on the way (hinder-page.ts). */
export function shotsOf(cases: PreparedCases): ShotPlan[] {
  return [...platformShots(), ...caseShots(cases), ...timelineShots(cases), ...adminShots(cases)];
}

function platformShots(): ShotPlan[] {
  return [
    { screen: 'sign-in', state: 'full', role: 'nobody', path: '/sign-in' },
    { screen: 'sign-in', state: 'focus', role: 'nobody', path: '/sign-in' },
    ...(['full', 'loading', 'failed', 'focus', 'grey'] as const).map(
      (state): ShotPlan => ({ screen: 'home', state, role: 'lead', path: '/' }),
    ),
    { screen: 'home', state: 'empty', role: 'admin', path: '/' },
    { screen: 'palette', state: 'full', role: 'lead', path: '/', gesture: 'palette' },
    { screen: 'me', state: 'full', role: 'lead', path: '/me' },
  ];
}

function caseShots({ full, empty }: PreparedCases): ShotPlan[] {
  const lead = 'lead' as const;
  const states = ['full', 'loading', 'failed', 'grey'] as const;
  const overview = states.map((state): ShotPlan => ({ screen: 'overview', state, role: lead, path: `/cases/${full}` }));
  return [
    ...overview,
    { screen: 'overview', state: 'empty', role: lead, path: `/cases/${empty}` },
    { screen: 'overview', state: 'denied', role: 'admin', path: `/cases/${full}` },
    { screen: 'overview-end', state: 'full', role: lead, path: `/cases/${full}`, gesture: 'end of page' },
    { screen: 'acquire', state: 'full', role: lead, path: `/cases/${full}/acquire` },
    { screen: 'acquire', state: 'empty', role: lead, path: `/cases/${empty}/acquire` },
    ...tabs.flatMap((tab): ShotPlan[] => [
      ...(['full', 'loading', 'failed', 'focus', 'grey'] as const).map(
        (state): ShotPlan => ({ screen: tab, state, role: lead, path: `/cases/${full}/${tab}` }),
      ),
      { screen: tab, state: 'empty', role: lead, path: `/cases/${empty}/${tab}` },
    ]),
    { screen: 'scope-end', state: 'full', role: lead, path: `/cases/${full}/scope`, gesture: 'end of page' },
    { screen: 'evidence-open', state: 'full', role: lead, path: `/cases/${full}/evidence`, gesture: 'open first' },
    { screen: 'evidence-end', state: 'full', role: lead, path: `/cases/${full}/evidence`, gesture: 'end of page' },
    { screen: 'detections-open', state: 'full', role: lead, path: `/cases/${full}/detections`, gesture: 'open first' },
    { screen: 'report-end', state: 'full', role: lead, path: `/cases/${full}/report`, gesture: 'end of page' },
  ];
}

function timelineShots({ full, marker }: PreparedCases): ShotPlan[] {
  const at = (query: string) => `/cases/${full}/timeline?${new URLSearchParams({ q: query })}`;
  const shot = (screen: string, query: string, gesture?: Gesture): ShotPlan => ({
    screen,
    state: 'full',
    role: 'lead',
    path: at(query),
    ...(gesture ? { gesture } : {}),
  });
  return [
    { ...shot('timeline', 'region:eu-north-1'), state: 'partial' },
    { ...shot('timeline-query', 'actor:(x'), state: 'failed' },
    shot('timeline-marked', 'starred:true'),
    shot('timeline-open', 'starred:true', 'open row'),
    shot('timeline-nasty', marker),
    shot('timeline-nasty-open', marker, 'open row'),
    shot('timeline-nasty-raw', marker, 'raw record'),
    shot('timeline-hover', 'severity:high', 'hover value'),
    shot('timeline-keys', '', 'keys'),
  ];
}

function adminShots({ full }: PreparedCases): ShotPlan[] {
  return [
    ...adminScreens.flatMap((screen) =>
      (['full', 'loading', 'failed', 'grey'] as const).map(
        (state): ShotPlan => ({ screen, state, role: 'admin', path: `/admin/${screen}` }),
      ),
    ),
    { screen: 'users', state: 'denied', role: 'analyst', path: '/admin/users' },
    { screen: 'timeline', state: 'denied', role: 'admin', path: `/cases/${full}/timeline` },
  ];
}
