'use client';

import { use } from 'react';
import { zoneText } from '../zone-text.ts';
import { SecondZone } from './second-zone.tsx';
import classes from './time-text.module.css';

/** `2026-10-01 12:03:04.123456Z` from ISO 8601; the fraction stands back. `seconds` leaves the fraction out. */
export function TimeText({ iso, seconds = false }: { iso: string; seconds?: boolean }) {
  const zone = use(SecondZone);
  const match = /^([+-]?\d+-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(iso);
  if (!match) return <span className={classes.time}>{iso}</span>;
  const [, day, clock, fraction] = match;
  const there = zone ? zoneText(iso, zone) : null;
  return (
    <time className={classes.time} dateTime={iso} title={there ? `${iso}\n${there}` : iso}>
      {day} {clock}
      {seconds ? null : <span className={classes.fraction}>{fraction}</span>}
      <span className={classes.fraction}>Z</span>
    </time>
  );
}
