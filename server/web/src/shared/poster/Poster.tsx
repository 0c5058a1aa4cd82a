import type { Poster as PosterSpec } from '@ticket-flow/client';
import { useId } from 'react';
import { posterColours } from './colours.ts';
import type { PosterColours } from './colours.ts';
import { POSTER_HEIGHT, POSTER_WIDTH } from './motif.ts';
import type { Motif } from './motif.ts';
import { City, Moon, Rails, StarsArt } from './motifs-night.tsx';
import { Cup, Floodlights, Neighbours } from './motifs-second.tsx';
import { Ball, Diamond } from './motifs-sport.tsx';
import { Curtain, Forest, Mask, Wave } from './motifs-stage.tsx';
import { LEADING, setTitle } from './title.ts';
import './poster.css';

const white = (): string => '#fff';
const ink = ({ ink: colour }: PosterColours): string => colour;

const CURTAIN: Motif = { Art: Curtain, title: 'bottom', room: 76, titleColour: white };
/** Some things are drawn in two ways, so that two matches of a season don't look the same. */
const MOTIFS: Readonly<Record<string, readonly [Motif, ...Motif[]]>> = {
  diamond: [
    { Art: Diamond, title: 'top', room: 84, titleColour: ink },
    { Art: Floodlights, title: 'top', room: 84, titleColour: white },
  ],
  curtain: [{ Art: Neighbours, title: 'bottom', room: 84, titleColour: white }, CURTAIN],
  wave: [{ Art: Wave, title: 'bottom', room: 110, titleColour: white }],
  city: [{ Art: City, title: 'bottom', room: 100, titleColour: white }],
  moon: [{ Art: Moon, title: 'top', room: 82, titleColour: white }],
  ball: [
    { Art: Ball, title: 'bottom', room: 100, titleColour: white },
    { Art: Cup, title: 'bottom', room: 100, titleColour: white },
  ],
  forest: [{ Art: Forest, title: 'bottom', room: 100, titleColour: white }],
  mask: [{ Art: Mask, title: 'bottom', room: 84, titleColour: white }],
  stars: [{ Art: StarsArt, title: 'bottom', room: 100, titleColour: white }],
  rails: [{ Art: Rails, title: 'top', room: 96, titleColour: white }],
};
/** Of the colour wheel: what lies further apart is drawn in another way. */
const TURN = 48;

function motifOf({ motif, hue }: PosterSpec): Motif {
  const ways = MOTIFS[motif] ?? [CURTAIN];
  return ways[Math.floor(hue / TURN) % ways.length] ?? ways[0];
}

const MARGIN = 22;

interface PosterProps {
  readonly poster: PosterSpec;
  readonly title: string;
  /** Without the title in it, as a thumbnail beside the title. */
  readonly plain?: boolean;
}

/** Decoration for eyes: the title is always written beside it for everyone. */
export function Poster({ poster, title, plain = false }: PosterProps) {
  const id = useId().replaceAll(/[^a-zA-Z0-9]/g, '');
  const colours = posterColours(poster.hue);
  const motif = motifOf(poster);
  const { Art } = motif;
  return (
    <svg
      className="poster"
      viewBox={`0 0 ${String(POSTER_WIDTH)} ${String(POSTER_HEIGHT)}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden
    >
      <Art c={colours} id={id} />
      {!plain && <Title title={title} motif={motif} colours={colours} />}
    </svg>
  );
}

function Title({ title, motif, colours }: { title: string; motif: Motif; colours: PosterColours }) {
  const { lines, size } = setTitle(title, POSTER_WIDTH - 2 * MARGIN, motif.room);
  const leading = size * LEADING;
  const first =
    motif.title === 'top'
      ? MARGIN + size * 0.92
      : POSTER_HEIGHT - MARGIN - 2 - leading * (lines.length - 1);
  const fill = motif.titleColour(colours);
  const rule = motif.title === 'top' ? first + leading * (lines.length - 1) + 16 : first - size - 8;
  return (
    <g fill={fill}>
      <text className="poster-title" fontSize={size}>
        {lines.map((line, k) => (
          <tspan key={line} x={MARGIN} y={first + k * leading}>
            {line}
          </tspan>
        ))}
      </text>
      <rect
        x={MARGIN}
        y={rule}
        width="34"
        height="4"
        fill={fill === '#fff' ? colours.spark : colours.sparkDeep}
      />
    </g>
  );
}
