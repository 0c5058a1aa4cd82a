import type { MotifProps } from './motif.ts';

const FOLDS = [0, 1, 2, 3, 4];

/** Curtains drawn aside from one chair in one light. */
export function Curtain({ c, id }: MotifProps) {
  return (
    <>
      <linearGradient id={`${id}f`} x1="0" x2="1">
        <stop offset="0" stopColor={c.deep} />
        <stop offset="0.45" stopColor={c.bright} />
        <stop offset="1" stopColor={c.deep} />
      </linearGradient>
      <linearGradient id={`${id}l`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={c.paper} stopOpacity="0.75" />
        <stop offset="1" stopColor={c.paper} stopOpacity="0.08" />
      </linearGradient>
      <rect width="300" height="420" fill={c.ink} />
      <path d="M0 264H300V420H0Z" fill={c.deep} opacity="0.55" />
      <path d="M140 0H160L232 284H68Z" fill={`url(#${id}l)`} />
      <g transform="translate(0 -38)">
        <ellipse cx="150" cy="322" rx="82" ry="20" fill={c.paper} opacity="0.9" />
        <g stroke={c.ink} strokeWidth="6" strokeLinecap="round" fill="none">
          <path d="M132 226V320M132 274H170V320M132 232Q128 250 132 274" />
          <path d="M146 274V308M132 240H134" strokeWidth="4" />
        </g>
        <path d="M128 222h10v54h-10Z" fill={c.ink} />
      </g>
      {FOLDS.map((k) => (
        <path
          key={k}
          d={`M${String(k * 21)} 0h24q2 170 ${String(-10 - k * 9)} 250t${String(-k * 8)} 170h-30Z`}
          fill={`url(#${id}f)`}
        />
      ))}
      <g transform="translate(300 0) scale(-1 1)">
        {FOLDS.map((k) => (
          <path
            key={k}
            d={`M${String(k * 21)} 0h24q2 170 ${String(-10 - k * 9)} 250t${String(-k * 8)} 170h-30Z`}
            fill={`url(#${id}f)`}
          />
        ))}
      </g>
      <path d="M0 0H300V22Q262 50 225 24T150 24T75 24T0 22Z" fill={c.mid} />
      <path
        d="M0 22Q38 50 75 24T150 24T225 24T300 22"
        fill="none"
        stroke={c.spark}
        strokeWidth="3"
      />
      <path d="M0 420V310Q150 344 300 310V420Z" fill={c.ink} opacity="0.9" />
    </>
  );
}

/** One mask, two faces: the side that smiles and the side that doesn't. */
export function Mask({ c }: MotifProps) {
  return (
    <>
      <rect width="150" height="420" fill={c.bright} />
      <rect x="150" width="150" height="420" fill={c.ink} />
      <path d="M150 64C96 64 60 78 52 90C46 196 70 300 150 322Z" fill={c.paper} />
      <path d="M150 64C204 64 240 78 248 90C254 196 230 300 150 322Z" fill={c.mid} />
      <path d="M78 150Q102 122 128 150Q102 168 78 150Z" fill={c.ink} />
      <path d="M172 156Q196 146 222 164Q192 178 172 156Z" fill={c.ink} />
      <path
        d="M72 124Q98 100 132 120"
        stroke={c.ink}
        strokeWidth="6"
        fill="none"
        strokeLinecap="round"
      />
      <path
        d="M168 132Q198 126 228 142"
        stroke={c.ink}
        strokeWidth="6"
        fill="none"
        strokeLinecap="round"
      />
      <path d="M150 152L134 210Q142 220 150 219Z" fill={c.pale} />
      <path d="M150 152L166 210Q158 220 150 219Z" fill={c.deep} />
      <path d="M94 238Q118 280 150 282V258Q118 254 94 238Z" fill={c.sparkDeep} />
      <path d="M206 282Q190 254 150 258V276Q182 268 206 282Z" fill={c.spark} />
      <path d="M196 178q-9 16 0 22t9-6q0-8-9-16Z" fill={c.spark} />
      <path
        d="M52 92Q18 118 8 180M248 92Q282 118 292 180"
        stroke={c.spark}
        strokeWidth="3"
        fill="none"
      />
    </>
  );
}

function wave(y: number, rise: number, shift: number): string {
  const bends = [0, 1, 2, 3].map((k) => {
    const x = -100 + shift + k * 120;
    return `Q${String(x + 30)} ${String(y - rise)} ${String(x + 60)} ${String(y)}T${String(x + 120)} ${String(y)}`;
  });
  return `M${String(-100 + shift)} ${String(y)}${bends.join('')}V420H-100Z`;
}

/** Sheets of glass stacked into a sea. */
export function Wave({ c, id }: MotifProps) {
  const sheets = [
    [150, 54, 0, c.pale, 0.55],
    [184, 46, 34, c.bright, 0.6],
    [220, 50, -22, c.mid, 0.6],
    [256, 40, 18, c.deep, 0.62],
    [292, 34, -8, c.ink, 0.72],
  ] as const;
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={c.paper} />
        <stop offset="1" stopColor={c.pale} />
      </linearGradient>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      <circle cx="206" cy="112" r="58" fill={c.spark} />
      <path d="M206 54L248 152L164 152Z" fill="#fff" opacity="0.35" />
      <path d="M0 0L120 0L40 190L0 210Z" fill="#fff" opacity="0.4" />
      {sheets.map(([y, rise, shift, fill, opacity]) => (
        <g key={y}>
          <path d={wave(y, rise, shift)} fill={fill} opacity={opacity} />
          <path
            d={wave(y, rise, shift)}
            fill="none"
            stroke="#fff"
            strokeWidth="1.4"
            opacity="0.5"
          />
        </g>
      ))}
      <path
        d="M60 170L96 250L44 236ZM226 196L262 280L206 262ZM136 232L168 300L120 290Z"
        fill="#fff"
        opacity="0.22"
      />
      <path d="M0 316H300V420H0Z" fill={c.ink} opacity="0.66" />
    </>
  );
}

function fir(x: number, base: number, height: number): string {
  const tiers = [0, 1, 2].map((k) => {
    const top = base - height + (k * height) / 4;
    const half = (height / 6) * (1 + k * 0.45);
    const foot = top + height / 2.2;
    return `M${String(x)} ${String(top)}L${String(x + half)} ${String(foot)}H${String(x - half)}Z`;
  });
  return tiers.join('');
}

/** A forest in depth, and one lit window that takes in letters. */
export function Forest({ c, id }: MotifProps) {
  const far = [14, 52, 88, 128, 170, 206, 244, 284]
    .map((x, k) => fir(x, 268, 96 + (k % 3) * 26))
    .join('');
  const near = [4, 44, 250, 292].map((x, k) => fir(x, 334, 178 + (k % 2) * 42)).join('');
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={c.pale} />
        <stop offset="0.7" stopColor={c.paper} />
      </linearGradient>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      <circle cx="150" cy="150" r="56" fill={c.spark} opacity="0.85" />
      <path d={far} fill={c.bright} opacity="0.65" />
      <path d="M0 258Q150 236 300 258V420H0Z" fill={c.mid} />
      <path d={fir(92, 296, 138) + fir(214, 296, 150)} fill={c.mid} />
      <g>
        <path d="M116 292V250L150 222L184 250V292Z" fill={c.ink} />
        <path d="M108 254L150 218L192 254L186 260L150 230L114 260Z" fill={c.deep} />
        <rect x="138" y="254" width="24" height="18" rx="2" fill={c.spark} />
        <path d="M138 255L150 265L162 255" fill="none" stroke={c.ink} strokeWidth="2" />
        <path d="M170 232V216h9v24Z" fill={c.ink} />
        <path
          d="M175 208q-10-12 2-22t0-22"
          fill="none"
          stroke="#fff"
          strokeWidth="4"
          opacity="0.7"
          strokeLinecap="round"
        />
      </g>
      <path d={near} fill={c.deep} />
      <path d="M0 306Q150 278 300 306V420H0Z" fill={c.deep} />
      <path d="M136 292Q150 330 110 420H190Q176 330 164 292Z" fill={c.pale} opacity="0.25" />
    </>
  );
}
