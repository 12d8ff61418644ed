import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';

export interface ColumnChoice {
  id: string;
  /** Pixels. */
  width: number;
}

export interface ColumnDefinition {
  id: string;
  title: string;
  width: number;
  /** How the cell is drawn: ids are cut in the middle, actions and sentences at the end, numbers stand right. */
  look:
    | 'time'
    | 'star'
    | 'severity'
    | 'source'
    | 'action'
    | 'id'
    | 'sentence'
    | 'word'
    | 'number'
    | 'tags'
    | 'comments';
  /** Field of a query that finds the cell's value; null where there is none. */
  field: string | null;
}

function column(
  id: string,
  title: string,
  width: number,
  look: ColumnDefinition['look'],
  field: string | null = id,
): ColumnDefinition {
  return { id, title, width, look, field };
}

export const columnDefinitions: readonly ColumnDefinition[] = [
  column('time', 'Time (UTC)', 212, 'time'),
  column('star', 'Star', 32, 'star', null),
  column('severity', 'Severity', 80, 'severity'),
  column('source', 'Source', 124, 'source'),
  column('action', 'Action', 148, 'action'),
  column('actor', 'Actor', 140, 'id'),
  column('ip', 'IP', 124, 'id', 'sourceIp'),
  column('target', 'Target', 152, 'id'),
  column('message', 'Message', 320, 'sentence', null),
  column('tags', 'Tags', 120, 'tags', null),
  column('comments', 'Comments', 80, 'comments', null),
  column('outcome', 'Outcome', 84, 'word'),
  column('errorCode', 'Error code', 130, 'id'),
  column('provider', 'Provider', 84, 'word'),
  column('account', 'Account', 112, 'id'),
  column('region', 'Region', 100, 'word'),
  column('service', 'Service', 150, 'id'),
  column('actorType', 'Actor type', 110, 'word'),
  column('actorAccount', 'Actor account', 112, 'id'),
  column('credential', 'Credential', 160, 'id'),
  column('session', 'Session', 150, 'id'),
  column('sourcePort', 'Source port', 80, 'number'),
  column('destinationIp', 'Destination IP', 112, 'id'),
  column('destinationPort', 'Destination port', 100, 'number'),
  column('protocol', 'Protocol', 80, 'word'),
  column('bytesIn', 'Bytes in', 90, 'number'),
  column('bytesOut', 'Bytes out', 90, 'number'),
  column('userAgent', 'User agent', 200, 'id'),
  column('host', 'Host', 140, 'id'),
  column('timeMeaning', 'Time meaning', 100, 'word'),
  column('uid', 'Event id', 200, 'id'),
];

const shownAtFirst = [
  'time',
  'star',
  'severity',
  'source',
  'action',
  'actor',
  'ip',
  'target',
  'message',
  'tags',
  'comments',
];
const byId = new Map(columnDefinitions.map((definition) => [definition.id, definition]));
export const narrowest = 32;
const widest = 1600;

export const defaultColumns: readonly ColumnChoice[] = shownAtFirst.map((id) => ({ id, width: byId.get(id)!.width }));

export function columnNamed(id: string): ColumnDefinition | undefined {
  return byId.get(id);
}

/** `time:204,star:32` as in the address bar; unknown and doubled columns are left out, null when none is left. */
export function readColumns(text: string | null): ColumnChoice[] | null {
  const chosen = new Map<string, ColumnChoice>();
  for (const part of (text ?? '').split(',')) {
    const [id = '', width] = part.split(':');
    const definition = byId.get(id);
    const asked = Math.round(Number(width ?? Number.NaN));
    if (definition && !chosen.has(id))
      chosen.set(id, {
        id,
        width: Number.isFinite(asked) ? Math.min(widest, Math.max(narrowest, asked)) : definition.width,
      });
  }
  return chosen.size === 0 ? null : [...chosen.values()];
}

export function writeColumns(columns: readonly ColumnChoice[]): string {
  return columns.map(({ id, width }) => `${id}:${width}`).join(',');
}

/** What a cell holds as text; null when the log has none. */
export function cellText(row: TimelineRowJson, id: string): string | null {
  if (id === 'ip') return row.sourceIp ?? row.destinationIp;
  if (id === 'star') return row.annotation?.starred ? 'starred' : '';
  if (id === 'tags') return [row.annotation?.verdict, ...(row.annotation?.tags ?? [])].filter(Boolean).join(', ');
  if (id === 'comments') return row.commentCount > 0 ? String(row.commentCount) : '';
  const value: unknown = row[id as keyof TimelineRowJson];
  return value === null || value === undefined ? null : String(value);
}
