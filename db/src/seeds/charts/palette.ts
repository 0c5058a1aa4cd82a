/** Colours that stay apart for colour-blind readers, after Okabe and Ito. */
export const palette = {
  orange: '#e69f00',
  sky: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermilion: '#d55e00',
  purple: '#cc79a7',
} as const;

/** Quiet colours for what isn't sold. */
export const scenery = {
  stage: '#3a3f4b',
  stageEdge: '#22252d',
  caption: '#f4f4f6',
  grass: '#7fae7a',
  grassStripe: '#89b884',
  line: '#f4f4f6',
  ground: '#c9cfd6',
} as const;
