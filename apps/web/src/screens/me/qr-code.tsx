import { encode } from 'uqr';

/** Light margin of four modules, as readers expect (ISO/IEC 18004); dark on light in both themes. */
const margin = 4;
/** Whole pixels per module, or its edges blur. */
const modulePx = 4;

/** A QR code drawn as one path. What it says stands beside it as text too. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + margin} ${y + margin}h1v1h-1z` : '')))
    .join('');
  const side = size + 2 * margin;
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      width={side * modulePx}
      height={side * modulePx}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}
