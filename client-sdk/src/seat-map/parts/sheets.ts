import { mapStyles } from '../canvas/map-styles.ts';
import { gradePaint } from '../canvas/paint.ts';
import { baseStyles } from './styles.ts';
import { panelStyles } from './styles-panels.ts';

/** The map's style sheets in a shadow root; made by script, which a strict policy lets pass. */
export interface Sheets {
  /** Colours of the grades in the order of the performance, on the background they stand on. */
  paint(colours: readonly string[], background: string): void;
}

export function adoptSheets(root: ShadowRoot): Sheets {
  const fixed = new CSSStyleSheet();
  fixed.replaceSync(baseStyles + mapStyles + panelStyles);
  const grades = new CSSStyleSheet();
  root.adoptedStyleSheets = [fixed, grades];
  return {
    paint: (colours, background) => {
      const rules = colours.map((colour, rank) => {
        const { fill } = gradePaint(colour, background);
        return `.mark[data-rank="${String(rank)}"]{--grade:${fill}}`;
      });
      grades.replaceSync(rules.join(''));
    },
  };
}
