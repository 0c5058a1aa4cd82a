import { scatter } from './colours.ts';
import type { MotifProps } from './motif.ts';

function Stars({ count, seed, height }: { count: number; seed: number; height: number }) {
  return scatter(count, seed).map(([x, y, r], k) => (
    <circle
      key={k}
      cx={x * 300}
      cy={y * height}
      r={0.5 + r * 1.1}
      fill="#fff"
      opacity={0.35 + r * 0.6}
    />
  ));
}

/** A moon too large for the sky, a one-carriage train crossing before it. */
export function Moon({ c, id }: MotifProps) {
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={c.ink} />
        <stop offset="0.62" stopColor={c.deep} />
        <stop offset="1" stopColor={c.mid} />
      </linearGradient>
      <radialGradient id={`${id}m`} cx="0.4" cy="0.35" r="0.75">
        <stop offset="0" stopColor={c.paper} />
        <stop offset="1" stopColor={c.pale} />
      </radialGradient>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      <Stars count={70} seed={3} height={300} />
      <circle cx="176" cy="216" r="134" fill={c.bright} opacity="0.16" />
      <circle cx="176" cy="216" r="108" fill={`url(#${id}m)`} />
      <circle cx="142" cy="184" r="17" fill={c.bright} opacity="0.2" />
      <circle cx="206" cy="166" r="9" fill={c.bright} opacity="0.2" />
      <circle cx="214" cy="232" r="23" fill={c.bright} opacity="0.16" />
      <path d="M0 322Q74 296 150 312T300 300V420H0Z" fill={c.deep} />
      <path d="M0 318H300" stroke={c.ink} strokeWidth="4" />
      <path d="M0 324H300" stroke={c.ink} strokeWidth="7" strokeDasharray="3 9" />
      <path d="M64 276h128q16 0 22 18l6 20H64q-8 0-8-8v-22q0-8 8-8Z" fill={c.ink} />
      {[72, 98, 124, 150, 176].map((x) => (
        <rect key={x} x={x} y="286" width="16" height="13" rx="2" fill={c.spark} />
      ))}
      <path d="M218 303l82-8v26h-80Z" fill={c.spark} opacity="0.3" />
      <path d="M0 330Q90 318 160 334T300 328V420H0Z" fill={c.ink} />
      <path
        d="M34 330v-66M26 264h16M34 264q0-10 10-10"
        stroke={c.ink}
        strokeWidth="3.5"
        fill="none"
      />
      <circle cx="44" cy="259" r="5" fill={c.spark} />
    </>
  );
}

const TOWERS = [
  [0, 196, 44],
  [40, 150, 38],
  [74, 214, 30],
  [100, 118, 46],
  [142, 182, 34],
  [172, 92, 40],
  [208, 170, 36],
  [240, 136, 32],
  [268, 200, 32],
] as const;

function Windows({
  x,
  y,
  width,
  seed,
  fill,
}: Record<'x' | 'y' | 'width' | 'seed', number> & { fill: string }) {
  const columns = Math.floor((width - 8) / 8);
  const rows = Math.floor((296 - y) / 11);
  return scatter(columns * rows, seed).map(([, , lit], k) =>
    lit < 0.55 ? null : (
      <rect
        key={k}
        x={x + 6 + (k % columns) * 8}
        y={y + 8 + Math.floor(k / columns) * 11}
        width="4"
        height="6"
        fill={fill}
        opacity={0.4 + lit * 0.6}
      />
    ),
  );
}

/** A harbour skyline against a banded sun, and its light in the water. */
export function City({ c, id }: MotifProps) {
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={c.ink} />
        <stop offset="0.7" stopColor={c.mid} />
        <stop offset="1" stopColor={c.bright} />
      </linearGradient>
      <clipPath id={`${id}b`}>
        {[0, 1, 2, 3, 4, 5, 6].map((k) => (
          <rect key={k} y={70 + k * 28} width="300" height={27 - k * 2.2} />
        ))}
      </clipPath>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      <circle cx="150" cy="176" r="106" fill={c.spark} clipPath={`url(#${id}b)`} />
      {TOWERS.map(([x, y, width], k) => (
        <g key={x}>
          <rect x={x} y={y} width={width} height={306 - y} fill={k % 2 ? c.ink : c.deep} />
          <Windows x={x} y={y} width={width} seed={k + 5} fill={k % 3 ? c.pale : c.spark} />
        </g>
      ))}
      <path d="M192 92V58M120 118V96" stroke={c.ink} strokeWidth="3" />
      <rect y="302" width="300" height="118" fill={c.ink} />
      {scatter(44, 9).map(([x, y, w], k) => (
        <rect
          key={k}
          x={x * 300 - 14}
          y={306 + y * y * 60}
          width={10 + w * 44}
          height="2"
          fill={k % 3 ? c.bright : c.spark}
          opacity={0.65 - y * 0.5}
        />
      ))}
    </>
  );
}

const CONSTELLATION = [
  [48, 196],
  [98, 138],
  [154, 168],
  [206, 112],
  [258, 150],
  [228, 214],
  [160, 232],
] as const;

/** A constellation drawn like an address on a folded letter, above a dark sea. */
export function StarsArt({ c, id }: MotifProps) {
  const path = CONSTELLATION.map(
    ([x, y], k) => `${k === 0 ? 'M' : 'L'}${String(x)} ${String(y)}`,
  ).join('');
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="0.3" y2="1">
        <stop offset="0" stopColor={c.ink} />
        <stop offset="1" stopColor={c.mid} />
      </linearGradient>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      <Stars count={120} seed={11} height={290} />
      <path
        d={path}
        fill="none"
        stroke={c.pale}
        strokeWidth="1.4"
        strokeDasharray="1 5"
        strokeLinecap="round"
      />
      <path d="M154 168L160 232" stroke={c.pale} strokeWidth="1.4" strokeDasharray="1 5" />
      {CONSTELLATION.map(([x, y], k) => (
        <path
          key={x}
          d="M0-11L2.4-2.4L11 0L2.4 2.4L0 11L-2.4 2.4L-11 0L-2.4-2.4Z"
          transform={`translate(${String(x)} ${String(y)}) scale(${k === 3 ? '1.9' : '0.9'})`}
          fill={k === 3 ? c.spark : c.paper}
        />
      ))}
      <path d="M0 286H300V420H0Z" fill={c.ink} />
      <path d="M206 286L188 420H232Z" fill={c.spark} opacity="0.16" />
      {[292, 302, 316, 336, 362].map((y, k) => (
        <path
          key={y}
          d={`M${String(196 - k * 3)} ${String(y)}h${String(22 + k * 5)}`}
          stroke={c.spark}
          strokeWidth="2"
          opacity={0.75 - k * 0.13}
        />
      ))}
    </>
  );
}

/** Rails running into a snowfall, a stopped train's lamp at the end of them. */
export function Rails({ c, id }: MotifProps) {
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={c.deep} />
        <stop offset="0.6" stopColor={c.bright} />
        <stop offset="1" stopColor={c.pale} />
      </linearGradient>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      <path
        d="M0 232L62 176L104 214L168 150L226 206L262 182L300 214V300H0Z"
        fill={c.mid}
        opacity="0.55"
      />
      <path d="M0 258Q150 232 300 258V420H0Z" fill={c.paper} />
      {[0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => {
        const t = (k / 8) ** 1.9;
        const half = 16 + t * 150;
        return (
          <rect
            key={k}
            x={150 - half}
            y={262 + t * 150}
            width={half * 2}
            height={2 + t * 9}
            rx="1"
            fill={c.mid}
            opacity="0.75"
          />
        );
      })}
      <path d="M144 258L22 420H40L147 258ZM156 258L278 420H260L153 258Z" fill={c.ink} />
      <circle cx="150" cy="212" r="62" fill={c.spark} opacity="0.2" />
      <path d="M120 262V196q0-24 30-24t30 24v66Z" fill={c.ink} />
      <path d="M128 204q0-20 22-20t22 20v10h-44Z" fill={c.deep} />
      <circle cx="150" cy="234" r="10" fill={c.spark} />
      <path d="M116 262h68l6 8h-80Z" fill={c.ink} />
      {scatter(90, 21).map(([x, y, r], k) => (
        <circle
          key={k}
          cx={x * 300}
          cy={y * 420}
          r={0.8 + r * r * 3.2}
          fill="#fff"
          opacity={0.5 + r * 0.5}
        />
      ))}
    </>
  );
}
