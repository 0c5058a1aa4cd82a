/**
 * Tokens, the frame of the map, and its small controls. A page overrides the tokens (`--tf-…`) on
 * the element that it gives to the map.
 */
export const baseStyles = `
:host {
  --tf-background: #f7f7fa;
  --tf-surface: #ffffff;
  --tf-ink: #16171f;
  --tf-faint: #74778a;
  --tf-hollow: #6d7184;
  --tf-line: #e1e2ea;
  --tf-accent: #4b3fd6;
  --tf-accent-ink: #ffffff;
  --tf-loss: #c21f2f;
  --tf-font: inherit;
  --tf-radius: 12px;
  --soft: color-mix(in srgb, var(--tf-ink) 72%, var(--tf-surface));
  --edge: color-mix(in srgb, var(--tf-ink) 52%, var(--tf-surface));
  --tint: color-mix(in srgb, var(--tf-accent) 10%, var(--tf-surface));
  --ring: color-mix(in srgb, var(--tf-accent) 78%, var(--tf-ink));
  --sunk: color-mix(in srgb, var(--tf-ink) 5%, var(--tf-surface));
  --shadow: 0 1px 3px rgb(10 10 40 / 12%), 0 10px 32px rgb(10 10 40 / 14%);
  --tap: 36px;
  display: block;
  position: relative;
  height: 100%;
  min-height: 420px;
  color: var(--tf-ink);
  color-scheme: light;
  font-family: var(--tf-font);
  font-size: 15px;
  font-variant-numeric: tabular-nums;
  line-height: 1.5;
  text-align: start;
  word-break: keep-all;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
}
:host([data-scheme='dark']) {
  --tf-background: #0f1017;
  --tf-surface: #171922;
  --tf-ink: #f1f1f6;
  --tf-faint: #8e91a4;
  --tf-hollow: #888ca0;
  --tf-line: #2c2f3d;
  --tf-accent: #6c60f2;
  --tf-loss: #ff8a8f;
  --tint: color-mix(in srgb, var(--tf-accent) 26%, var(--tf-surface));
  --ring: color-mix(in srgb, var(--tf-accent) 60%, var(--tf-ink));
  --shadow: 0 1px 3px rgb(0 0 0 / 50%), 0 10px 32px rgb(0 0 0 / 45%);
  color-scheme: dark;
}
@media (pointer: coarse) {
  :host { --tap: 44px; }
}
*, *::before { box-sizing: border-box; }
[hidden] { display: none !important; }
p, h2, ul { margin: 0; padding: 0; list-style: none; font-size: inherit; }
button, select, input { font: inherit; letter-spacing: inherit; color: inherit; }
button { cursor: pointer; touch-action: manipulation; }
button[aria-disabled] { cursor: default; }
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.soft { color: var(--soft); }
.icon {
  flex: none;
  width: 20px;
  height: 20px;
  fill: none;
  stroke: currentColor;
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.mark {
  --grade: var(--tf-hollow);
  flex: none;
  width: 18px;
  height: 18px;
  fill: none;
  stroke-width: 1.8;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.mark[data-look='free'] { fill: var(--grade); }
.mark[data-look='held'] { stroke: var(--tf-hollow); }
.mark[data-look='held'] path { stroke-width: 2.2; }
.mark[data-look='sold'] { stroke: var(--tf-faint); stroke-width: 2.2; }
.mark[data-look='notForSale'] { stroke: var(--tf-faint); stroke-width: 4; }
.mark[data-look='asking'] { stroke: var(--tf-accent); stroke-width: 3.4; }
.mark[data-look='mine'] {
  border-radius: 50%;
  background: var(--tf-accent);
  stroke: var(--tf-accent-ink);
  stroke-width: 2.6;
}
.tool, .small, .primary, .plain, .floors button, select {
  display: inline-flex;
  flex: none;
  gap: 8px;
  align-items: center;
  justify-content: center;
  min-height: var(--tap);
  padding: 4px 14px;
  border: 1px solid var(--edge);
  border-radius: calc(var(--tf-radius) * 0.75);
  background: var(--tf-surface);
  font-weight: 600;
  white-space: nowrap;
}
.plain { min-width: var(--tap); padding: 4px; border-color: transparent; background: transparent; }
.small { padding: 2px 12px; font-size: 14px; }
.primary {
  border-color: transparent;
  background: var(--tf-accent);
  color: var(--tf-accent-ink);
}
.primary[aria-disabled] { background: var(--sunk); color: var(--soft); }
.wide { width: 100%; min-height: 48px; font-size: 16px; white-space: normal; }
select { padding-inline: 10px; }
@media (hover: hover) {
  .tool:hover, .small:not(.primary):hover, .plain:hover, .zoom button:hover, .round:hover {
    background: var(--sunk);
  }
}
[aria-pressed='true'].tool { border-color: var(--tf-accent); background: var(--tint); }
.frame {
  container: frame / inline-size;
  display: grid;
  grid-template-rows: auto auto minmax(0, 1fr);
  height: 100%;
  min-height: inherit;
  background: var(--tf-surface);
}
.bar {
  position: relative;
  z-index: 5;
  display: flex;
  flex-wrap: wrap;
  grid-row: 1;
  gap: 0 8px;
  align-items: center;
  padding-inline: 12px;
}
.bar > * { margin-block: 8px 4px; }
.bar > .pill { margin-inline-end: auto; }
.legend { grid-row: 2; }
.stage {
  position: relative;
  grid-row: 3;
  min-height: 0;
  overflow: hidden;
  background: var(--tf-background);
}
.several { display: none; }
@media (any-pointer: fine) {
  .several { display: inline-flex; }
}
.floors { display: flex; gap: 4px; max-width: 100%; overflow-x: auto; scrollbar-width: none; }
.floors button { border-color: transparent; background: transparent; color: var(--soft); }
.floors [aria-checked='true'] {
  border-color: var(--tf-accent);
  background: var(--tint);
  color: var(--tf-ink);
}
.floors button:focus-visible { outline-offset: -3px; }
.pill {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  color: var(--soft);
  font-size: 13px;
  font-weight: 600;
  white-space: nowrap;
}
.pill i { width: 8px; height: 8px; border-radius: 50%; background: var(--tf-hollow); }
.pill[data-state='live'] i { background: #0f9960; }
.pill[data-state='offline'] { color: var(--tf-loss); }
.pill[data-state='offline'] i { background: currentColor; }
.pill .age { font-weight: 400; }
@container frame (max-width: 559px) {
  .floors { order: 1; width: 100%; margin-top: 0; }
  .several span { display: none; }
}
@container frame (max-width: 389px) {
  .best:not([hidden]) ~ .tool > span { display: none; }
}
@media (forced-colors: active) {
  .mark { fill: none; stroke: CanvasText; }
  .mark[data-look='free'] { fill: CanvasText; }
  .mark[data-look='mine'] { background: Highlight; stroke: HighlightText; forced-color-adjust: none; }
  [aria-pressed='true'], [aria-checked='true'], .seat[data-look='mine'], [data-chosen] {
    outline: 3px solid Highlight;
    outline-offset: -3px;
  }
  .pill i { background: CanvasText; }
}
`;
