import { scatter } from './colours.ts';
import type { MotifProps } from './motif.ts';

const LAMPS = [0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((column) => [column, row] as const));

function Tower({ c, x, flip = false }: { c: MotifProps['c']; x: number; flip?: boolean }) {
  return (
    <g transform={`translate(${String(x)} 150) scale(${flip ? '-1' : '1'} 1)`}>
      <path d="M-4 34L-8 150H8L4 34Z" fill={c.ink} />
      <rect x="-30" y="-10" width="60" height="46" rx="5" fill={c.ink} transform="rotate(-6)" />
      {LAMPS.map(([column, row]) => (
        <circle
          key={`${String(column)} ${String(row)}`}
          cx={-20 + column * 13.4}
          cy={row * 13}
          r="4.6"
          fill="#fff"
          transform="rotate(-6)"
        />
      ))}
    </g>
  );
}

/** A ball park under floodlights: a bat across the night, the ball just gone. */
export function Floodlights({ c, id }: MotifProps) {
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={c.ink} />
        <stop offset="0.75" stopColor={c.deep} />
        <stop offset="1" stopColor={c.mid} />
      </linearGradient>
      <linearGradient id={`${id}l`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="#fff" stopOpacity="0.5" />
        <stop offset="1" stopColor="#fff" stopOpacity="0" />
      </linearGradient>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      <path d="M16 168L84 156L230 420H30Z" fill={`url(#${id}l)`} opacity="0.55" />
      <path d="M284 168L216 156L70 420H270Z" fill={`url(#${id}l)`} opacity="0.55" />
      <Tower c={c} x={46} />
      <Tower c={c} x={254} flip />
      <path d="M0 300Q150 262 300 300V420H0Z" fill={c.deep} />
      {scatter(90, 31).map(([x, y, r], k) => (
        <circle
          key={k}
          cx={x * 300}
          cy={296 - Math.sin(x * Math.PI) * 18 + y * 22}
          r={1 + r}
          fill={k % 5 === 0 ? c.spark : c.pale}
          opacity={0.3 + r * 0.5}
        />
      ))}
      <path d="M0 330Q150 296 300 330V420H0Z" fill={c.mid} />
      <path d="M150 316L330 420H-30Z" fill={c.bright} opacity="0.35" />
      <g transform="translate(136 330) rotate(-42)">
        <path
          d="M-118-5H-60Q-10-16 58-17Q76-17 76 0Q76 17 58 17Q-10 16-60 5H-118Q-126 8-126 0Q-126-8-118-5Z"
          fill={c.paper}
        />
        <path d="M-112-5H-70V5H-112Z" fill={c.sparkDeep} />
        <path d="M-40 5Q-10 10 60 11" stroke={c.pale} strokeWidth="3" fill="none" />
      </g>
      <path
        d="M206 258L172 288M226 268L200 300M190 250L160 268"
        stroke={c.spark}
        strokeWidth="4"
        strokeLinecap="round"
      />
      <g transform="translate(228 226) rotate(20)">
        <circle r="25" fill="#fff" />
        <path
          d="M-15-19Q-3 0-15 19M15-19Q3 0 15 19"
          fill="none"
          stroke={c.sparkDeep}
          strokeWidth="3"
          strokeDasharray="3 3"
        />
      </g>
    </>
  );
}

/** A cup that is a lantern, lit for one evening, and the paper that rains on it. */
export function Cup({ c, id }: MotifProps) {
  const tints = [c.spark, c.paper, c.bright, c.pale];
  return (
    <>
      <radialGradient id={`${id}s`} cx="0.5" cy="0.4" r="0.8">
        <stop offset="0" stopColor={c.bright} />
        <stop offset="0.45" stopColor={c.mid} />
        <stop offset="1" stopColor={c.ink} />
      </radialGradient>
      <linearGradient id={`${id}g`} x1="0" y1="0" x2="1" y2="0">
        <stop offset="0" stopColor={c.paper} />
        <stop offset="0.5" stopColor="#fff" />
        <stop offset="1" stopColor={c.pale} />
      </linearGradient>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((k) => (
        <path
          key={k}
          d="M150 156L134-150H166Z"
          fill="#fff"
          opacity="0.07"
          transform={`rotate(${String(k * 30)} 150 156)`}
        />
      ))}
      {scatter(64, 13).map(([x, y, r], k) => (
        <rect
          key={k}
          x={x * 300}
          y={y * 300}
          width="5"
          height="9"
          rx="1"
          fill={tints[k % tints.length]}
          opacity={0.55 + r * 0.45}
          transform={`rotate(${String(Math.round(r * 180))} ${String(x * 300)} ${String(y * 300)})`}
        />
      ))}
      <g fill="none" stroke={c.paper} strokeWidth="11">
        <path d="M98 112H66Q62 176 116 190" />
        <path d="M202 112H234Q238 176 184 190" />
      </g>
      <path d="M90 88H210Q212 204 150 216Q88 204 90 88Z" fill={`url(#${id}g)`} />
      <path d="M112 106H188Q188 184 150 194Q112 184 112 106Z" fill={c.deep} />
      <path d="M131 106V186M150 106V194M169 106V186" stroke={c.paper} strokeWidth="3" />
      <circle cx="150" cy="148" r="46" fill={c.spark} opacity="0.3" />
      <path
        d="M150 112Q176 144 166 164Q162 176 150 176Q138 176 134 164Q128 146 150 112Z"
        fill={c.spark}
      />
      <path d="M150 142Q162 158 156 168Q150 174 144 168Q138 158 150 142Z" fill="#fff" />
      <path d="M84 80H216V94H84Z" fill={c.paper} />
      <path d="M141 214H159L164 250H136Z" fill={`url(#${id}g)`} />
      <path d="M112 250H188L196 284H104Z" fill={c.ink} />
      <path d="M128 262H172V272H128Z" fill={c.spark} />
      <path d="M0 284H300V420H0Z" fill={c.ink} opacity="0.82" />
    </>
  );
}

const PANES = [0, 1].flatMap((row) => [0, 1, 2, 3].map((column) => [column, row] as const));

/** A house at night. Two neighbours are awake: one conducts, one sews, and the wall hums. */
export function Neighbours({ c, id }: MotifProps) {
  return (
    <>
      <linearGradient id={`${id}s`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={c.ink} />
        <stop offset="1" stopColor={c.mid} />
      </linearGradient>
      <rect width="300" height="420" fill={`url(#${id}s)`} />
      {scatter(26, 5).map(([x, y, r], k) => (
        <circle key={k} cx={x * 300} cy={y * 70} r={0.6 + r} fill="#fff" opacity="0.7" />
      ))}
      <path d="M18 70L34 54H266L282 70V420H18Z" fill={c.deep} />
      <path d="M10 66H290V78H10Z" fill={c.ink} />
      {PANES.map(([column, row]) => (
        <rect
          key={`${String(column)} ${String(row)}`}
          x={34 + column * 62}
          y={94 + row * 194}
          width="46"
          height="56"
          rx="2"
          fill={c.ink}
          opacity="0.7"
        />
      ))}
      <rect x="34" y="164" width="110" height="112" rx="3" fill={c.bright} />
      <rect x="156" y="164" width="110" height="112" rx="3" fill={c.spark} />
      <g fill={c.ink}>
        <circle cx="88" cy="204" r="13" />
        <path d="M64 276Q62 224 88 222Q114 224 112 276Z" />
        <path
          d="M70 236L46 206M106 236L128 196"
          stroke={c.ink}
          strokeWidth="9"
          strokeLinecap="round"
        />
        <path d="M127 198L140 170" stroke={c.paper} strokeWidth="3" strokeLinecap="round" />
        <path d="M172 276V262H252V276Z" />
        <path d="M184 262V222Q184 212 194 212H236Q246 212 246 222V232H232V226H204V262Z" />
        <path d="M239 232V256" stroke={c.ink} strokeWidth="3" />
        <circle cx="190" cy="232" r="13" fill="none" stroke={c.paper} strokeWidth="3" />
        <path d="M190 219V245M177 232H203" stroke={c.paper} strokeWidth="2" />
      </g>
      <path
        d="M158 188q12 6 0 12t0 12M150 180q-14 10 0 20t0 20"
        stroke={c.paper}
        strokeWidth="3"
        fill="none"
        strokeLinecap="round"
      />
      <path d="M34 276H144M156 276H266" stroke={c.paper} strokeWidth="4" />
      <path d="M0 300H300V420H0Z" fill={c.ink} opacity="0.9" />
    </>
  );
}
