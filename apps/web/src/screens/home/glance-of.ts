import { severities } from '@virga/domain';
import type { OverviewData } from '../overview/overview-data.ts';

type Clock = OverviewData['evaporation'][number];
type Finding = OverviewData['findings'][number];
type Overview = Pick<OverviewData, 'evaporation' | 'findings'>;

const most = 10;

/** Clocks of what is not collected, what may end any time first and what has no end last; findings worst first, then the newest. */
export function glanceOf<Row>(cases: readonly { row: Row; overview: Overview }[]): {
  clocks: { row: Row; clock: Clock }[];
  findings: { row: Row; finding: Finding }[];
} {
  const clocks = cases
    .flatMap(({ row, overview }) => overview.evaporation.map((clock) => ({ row, clock })))
    .filter(({ clock }) => clock.acquisitionId === null)
    .toSorted((one, other) => endOf(one.clock) - endOf(other.clock));
  const findings = cases
    .flatMap(({ row, overview }) => overview.findings.map((finding) => ({ row, finding })))
    .toSorted(
      (one, other) =>
        severities.indexOf(one.finding.severity) - severities.indexOf(other.finding.severity) ||
        (one.finding.last > other.finding.last ? -1 : 1),
    );
  return { clocks: clocks.slice(0, most), findings: findings.slice(0, most) };
}

function endOf({ ends, goneAt }: Clock): number {
  if (ends === 'any time') return 0;
  return goneAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(goneAt);
}
