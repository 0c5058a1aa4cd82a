/**
 * Tokens, the frame of the map, and its small controls. A page sets the tokens (`--tf-…`) on the
 * element that it gives to the map, or above it; inside they have short names and
 * always a value.
 */
export const baseStyles = `
:host {
  --background: var(--tf-background, #f7f7fa);
  --surface: var(--tf-surface, #ffffff);
  --ink: var(--tf-ink, #16171f);
  --faint: var(--tf-faint, #74778a);
  --hollow: var(--tf-hollow, #6d7184);
  --line: var(--tf-line, #e1e2ea);
  --accent: var(--tf-accent, #4b3fd6);
  --accent-ink: var(--tf-accent-ink, #ffffff);
  --loss: var(--tf-loss, #c21f2f);
  --radius: var(--tf-radius, 12px);
  display: block;
  position: relative;
  height: 100%;
  width: 100%;
  min-width: min(280px, 100vw);
  min-height: 240px;
}
:host([data-scheme='dark']) {
  --background: var(--tf-background, #0f1017);
  --surface: var(--tf-surface, #171922);
  --ink: var(--tf-ink, #f1f1f6);
  --faint: var(--tf-faint, #8e91a4);
  --hollow: var(--tf-hollow, #888ca0);
  --line: var(--tf-line, #2c2f3d);
  --accent: var(--tf-accent, #6c60f2);
  --loss: var(--tf-loss, #ff8a8f);
}
.room, .cover {
  --soft: color-mix(in srgb, var(--ink) 72%, var(--surface));
  --edge: color-mix(in srgb, var(--ink) 52%, var(--surface));
  --sunk: color-mix(in srgb, var(--ink) 5%, var(--surface));
  --tint: color-mix(in srgb, var(--accent) 10%, var(--surface));
  --ring: color-mix(in srgb, var(--accent) 78%, var(--ink));
  --shadow: 0 1px 3px rgb(10 10 40 / 12%), 0 10px 32px rgb(10 10 40 / 14%);
  --tap: 36px;
  color: var(--ink);
  color-scheme: light;
  font-family: var(--tf-font, inherit);
  font-size: 15px;
  font-variant-numeric: tabular-nums;
  line-height: 1.5;
  text-align: start;
  word-break: keep-all;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
}
:host([data-scheme='dark']) > * {
  --tint: color-mix(in srgb, var(--accent) 26%, var(--surface));
  --ring: color-mix(in srgb, var(--accent) 60%, var(--ink));
  --shadow: 0 1px 3px rgb(0 0 0 / 50%), 0 10px 32px rgb(0 0 0 / 45%);
  color-scheme: dark;
}
@media (pointer: coarse) {
  .room { --tap: 44px; }
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
  --grade: var(--hollow);
  flex: none;
  width: 18px;
  height: 18px;
  fill: none;
  stroke-width: 1.8;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.mark[data-look='free'] { fill: var(--grade); }
.mark[data-look='held'] { stroke: var(--hollow); }
.mark[data-look='sold'] { stroke: var(--faint); stroke-width: 2.2; }
.mark[data-look='notForSale'] { stroke: var(--faint); stroke-width: 4; }
.mark[data-look='asking'] { stroke: var(--accent); stroke-width: 3.4; }
.mark[data-look='mine'] {
  border-radius: 50%;
  background: var(--accent);
  stroke: var(--accent-ink);
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
  border-radius: calc(var(--radius) * 0.75);
  background: var(--surface);
  font-weight: 600;
  white-space: nowrap;
}
.plain { min-width: var(--tap); padding: 4px; border-color: transparent; background: transparent; }
.small { padding: 2px 12px; font-size: 14px; }
.primary {
  border-color: transparent;
  background: var(--accent);
  color: var(--accent-ink);
}
.primary[aria-disabled] { background: var(--sunk); color: var(--soft); }
.wide { width: 100%; min-height: 48px; font-size: 16px; white-space: normal; }
select { padding-inline: 10px; }
@media (hover: hover) {
  .tool:hover, .small:not(.primary):hover, .plain:hover, .zoom button:hover, .round:hover {
    background: var(--sunk);
  }
}
[aria-pressed='true'].tool { border-color: var(--accent); background: var(--tint); }
.room {
  container: frame / inline-size;
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  grid-template-rows: auto minmax(0, 1fr) auto;
  grid-template-columns: minmax(0, 1fr);
  height: 100%;
  min-height: inherit;
  overflow: hidden;
  background: var(--surface);
}
.bar {
  position: relative;
  z-index: 5;
  display: flex;
  flex-wrap: wrap;
  gap: 0 8px;
  align-items: center;
  padding-inline: 12px;
  border-bottom: 1px solid var(--line);
}
.bar > * { margin-block: 6px; }
.side { display: flex; flex: 1 1 auto; gap: 8px; align-items: center; min-width: 0; }
.side:not(:has(> :not([hidden]))) { display: none; }
.side > .best { margin-inline-start: auto; }
.stage {
  position: relative;
  min-height: 0;
  overflow: hidden;
  background: var(--background);
}
.tools { position: absolute; top: 12px; right: 12px; z-index: 3; display: flex; gap: 8px; }
.tools .tool { border-color: var(--line); box-shadow: var(--shadow); }
.several { display: none; }
@media (any-pointer: fine) {
  .several { display: inline-flex; }
}
.floors { display: flex; gap: 4px; min-width: 0; overflow-x: auto; scrollbar-width: none; }
.floors button { border-color: transparent; background: transparent; color: var(--soft); }
.floors [aria-checked='true'] {
  border-color: var(--accent);
  background: var(--tint);
  color: var(--ink);
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
.pill i { width: 8px; height: 8px; border-radius: 50%; background: var(--hollow); }
.pill[data-state='live'] i { background: #0f9960; }
.pill[data-state='offline'] { color: var(--loss); }
.pill[data-state='offline'] i { background: currentColor; }
.pill .age { font-weight: 400; }
@container frame (max-width: 559px) {
  .bar > * { flex-basis: 100%; }
  .pill[data-state='live'] span { display: none; }
  .several span, [data-view='list'] .view span { display: none; }
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
