import type { MotifProps } from './motif.ts';

/** A ball park from above: home plate at the foot, the ball on its way out. */
export function Diamond({ c, id }: MotifProps) {
  return (
    <>
      <clipPath id={`${id}f`}>
        <path d="M150 400L-34 216A260 260 0 0 1 334 216Z" />
      </clipPath>
      <rect width="300" height="420" fill={c.paper} />
      <path d="M150 408L-48 210A280 280 0 0 1 348 210Z" fill={c.ink} />
      <path d="M150 400L-34 216A260 260 0 0 1 334 216Z" fill={c.mid} />
      <g clipPath={`url(#${id}f)`}>
        {[60, 110, 160, 210, 260].map((r) => (
          <circle
            key={r}
            cx="150"
            cy="400"
            r={r}
            fill="none"
            stroke={c.bright}
            strokeWidth="25"
            opacity="0.35"
          />
        ))}
      </g>
      <path d="M150 404L62 316A124 124 0 0 1 238 316Z" fill={c.pale} />
      <path d="M150 388L86 324L150 260L214 324Z" fill={c.mid} />
      <circle cx="150" cy="326" r="11" fill={c.pale} />
      <path d="M150 396L-40 206M150 396L340 206" stroke="#fff" strokeWidth="2.5" />
      {[
        [150, 260],
        [86, 324],
        [214, 324],
        [150, 388],
      ].map(([x = 0, y = 0]) => (
        <rect
          key={`${String(x)} ${String(y)}`}
          x={x - 6}
          y={y - 6}
          width="12"
          height="12"
          fill="#fff"
          transform={`rotate(45 ${String(x)} ${String(y)})`}
        />
      ))}
      <path
        d="M150 380Q150 270 222 206"
        fill="none"
        stroke={c.spark}
        strokeWidth="3.5"
        strokeDasharray="2 9"
        strokeLinecap="round"
      />
      <g transform="translate(232 194) rotate(24)">
        <circle r="27" fill="#fff" stroke={c.ink} strokeWidth="3" />
        <path
          d="M-17-20Q-4 0-17 20M17-20Q4 0 17 20"
          fill="none"
          stroke={c.sparkDeep}
          strokeWidth="3"
          strokeDasharray="3 3"
        />
      </g>
    </>
  );
}

const PENTAGON = 'M0-36L34.2-11.1L21.2 29.1L-21.2 29.1L-34.2-11.1Z';

/** A ball that leaves the sheet, over the chalk of a pitch at dusk. */
export function Ball({ c, id }: MotifProps) {
  const spokes = [0, 72, 144, 216, 288];
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stopColor={c.deep} />
        <stop offset="1" stopColor={c.mid} />
      </linearGradient>
      <clipPath id={`${id}b`}>
        <circle cx="190" cy="156" r="124" />
      </clipPath>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      {[0, 1, 2, 3].map((k) => (
        <path
          key={k}
          d={`M${String(-160 + k * 120)} 420L${String(40 + k * 120)} 0h60L${String(-100 + k * 120)} 420Z`}
          fill={c.bright}
          opacity="0.13"
        />
      ))}
      <circle cx="20" cy="420" r="150" fill="none" stroke="#fff" strokeWidth="4" opacity="0.4" />
      <path d="M-10 250L300 372" stroke="#fff" strokeWidth="4" opacity="0.4" />
      <path
        d="M92 250L-20 372M66 214L-30 300M126 274L40 366"
        stroke={c.spark}
        strokeWidth="7"
        strokeLinecap="round"
        opacity="0.9"
      />
      <ellipse cx="196" cy="294" rx="96" ry="12" fill={c.ink} opacity="0.35" />
      <circle cx="190" cy="156" r="124" fill={c.paper} />
      <g clipPath={`url(#${id}b)`}>
        <path
          d="M66 156A124 124 0 0 0 314 156Q250 250 190 250T66 156Z"
          fill={c.pale}
          opacity="0.8"
        />
        <g transform="translate(182 150) rotate(-14)">
          <path d={PENTAGON} fill={c.ink} />
          {spokes.map((turn) => (
            <g key={turn} transform={`rotate(${String(turn)})`}>
              <path d="M0-36V-72" stroke={c.ink} strokeWidth="4" />
              <path d="M0-72L44-86M0-72L-44-86" stroke={c.ink} strokeWidth="4" />
              <path
                d="M44-86L68-118L30-150L-30-150L-68-118L-44-86L0-72Z"
                fill="none"
                stroke={c.ink}
                strokeWidth="4"
              />
              <path d="M36-100L60-74L78-98L64-130L40-124Z" fill={c.ink} />
            </g>
          ))}
        </g>
      </g>
      <path d="M0 420V276L300 318V420Z" fill={c.ink} opacity="0.72" />
    </>
  );
}
