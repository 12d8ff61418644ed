import { formatTime } from '@virga/domain';
import { shortTime } from '../state/times.ts';
import { type Bar, placeOf, type Span } from './bars-of.ts';
import type { Hatch } from './hatches-of.ts';
import classes from './histogram.module.css';

export interface HistogramDrawingProps {
  bars: readonly Bar[];
  hatches: readonly Hatch[];
  span: Span | null;
  width: number;
  height: number;
  brush: { from: number; to: number } | null;
  /** Start of the bucket under the pointer or the keys. */
  marked: string | null;
}

/** Pixels a word needs at 12 px before it is written into its stretch. */
const letterWidth = 7;

function hatchTitle({ from, until, rows }: Hatch): string {
  const lines = rows
    .slice(0, 12)
    .map((row) => `${row.word}: ${row.sourceId} ${row.externalAccountId} ${row.region} ${row.detail}`);
  const more = rows.length > 12 ? [`and ${rows.length - 12} more`] : [];
  return [`${shortTime(formatTime(from))} – ${shortTime(formatTime(until))}`, ...lines, ...more].join('\n');
}

export function HistogramDrawing({ bars, hatches, span, width, height, brush, marked }: HistogramDrawingProps) {
  return (
    <svg className={classes.drawing} width={width} height={height} aria-hidden="true">
      <defs>
        <pattern id="gap-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" stroke="var(--v-control)" strokeWidth="1.5" />
        </pattern>
      </defs>
      {span
        ? hatches.map((hatch) => {
            const x = placeOf(hatch.from, span, width);
            const wide = Math.max(2, placeOf(hatch.until, span, width) - x);
            const word = hatch.words.join(', ');
            return (
              <g key={`${hatch.from} ${word}`}>
                <title>{hatchTitle(hatch)}</title>
                <rect x={x} y={0} width={wide} height={height} fill="url(#gap-hatch)" opacity={0.45} />
                {wide >= word.length * letterWidth + 8 ? (
                  <text x={x + 4} y={12} className={classes.word}>
                    {word}
                  </text>
                ) : null}
              </g>
            );
          })
        : null}
      {bars.map((bar) => (
        <rect
          key={bar.start}
          x={bar.x}
          y={height - bar.height}
          width={bar.width}
          height={bar.height}
          fill={`var(--v-severity-${bar.worst}-bar)`}
        />
      ))}
      {bars
        .filter((bar) => bar.start === marked)
        .map((bar) => (
          <rect
            key={bar.start}
            x={bar.x - 1}
            y={0.5}
            width={bar.width + 2}
            height={height - 1}
            className={classes.marked}
          />
        ))}
      {brush ? (
        <rect
          x={Math.min(brush.from, brush.to)}
          y={0}
          width={Math.abs(brush.to - brush.from)}
          height={height}
          className={classes.brush}
        />
      ) : null}
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--v-line)" />
    </svg>
  );
}
