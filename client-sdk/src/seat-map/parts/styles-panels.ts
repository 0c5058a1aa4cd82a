/** The legend, and what lies over the stage from the start: zoom, hint, notice, best seats. */
export const panelStyles = `
.legend {
  display: flex;
  flex: 0 1 auto;
  flex-wrap: wrap;
  gap: 6px;
  align-items: center;
  min-width: 0;
  max-height: 136px;
  overflow: auto;
}
.looks {
  display: flex;
  flex-wrap: wrap;
  gap: 1px 14px;
  padding: 5px 12px 6px;
  border-top: 1px solid var(--line);
  color: var(--soft);
  font-size: 13px;
  line-height: 1.35;
}
.looks li { display: inline-flex; gap: 5px; align-items: center; }
.looks .mark { width: 15px; height: 15px; }
.chip {
  display: inline-flex;
  flex: none;
  gap: 7px;
  align-items: center;
  min-height: var(--tap);
  padding: 2px 12px 2px 8px;
  border: 1px solid var(--line);
  border-radius: 999px;
  background: var(--surface);
  font-size: 14px;
  white-space: nowrap;
}
.chip-name { font-weight: 650; }
.chip-left { color: var(--soft); font-size: 13px; }
.chip[data-empty] .chip-name { color: var(--soft); font-weight: 400; }
.chip.all { padding-inline: 14px; border-color: var(--edge); font-weight: 600; }
.chip[aria-pressed='true'] {
  border-color: var(--accent);
  background: var(--tint);
  box-shadow: inset 0 0 0 1px var(--accent);
}
@media (hover: hover) {
  .chip:hover { border-color: var(--edge); }
}
.price-filter select { border-color: var(--line); border-radius: 999px; font-size: 14px; }
@container frame (min-width: 700px) {
  .bar:not(:has(.legend > :nth-child(9))) { gap: 6px; padding-block: 6px; }
  .bar:not(:has(.legend > :nth-child(9))) > * { display: contents; }
}
@container frame (max-width: 699px) {
  .legend { flex-wrap: nowrap; margin-inline: -12px; padding-inline: 12px; scrollbar-width: none; }
}
.zoom {
  position: absolute;
  right: 12px;
  bottom: 12px;
  z-index: 1;
  display: grid;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  box-shadow: var(--shadow);
}
.zoom button {
  display: grid;
  place-items: center;
  width: 44px;
  height: 44px;
  padding: 0;
  border: 0;
  background: transparent;
}
.zoom button + button { border-top: 1px solid var(--line); }
.zoom button:focus-visible { outline-offset: -3px; }
.hint {
  position: absolute;
  bottom: 16px;
  left: 50%;
  z-index: 1;
  max-width: calc(100% - 136px);
  padding: 6px 16px;
  border-radius: 999px;
  background: var(--ink);
  color: var(--surface);
  font-size: 14px;
  font-weight: 600;
  text-align: center;
  translate: -50%;
  pointer-events: none;
}
.notice {
  position: absolute;
  top: 12px;
  left: 50%;
  z-index: 4;
  width: min(520px, calc(100% - 24px));
  translate: -50%;
  pointer-events: none;
}
.notice:not([data-shown]) > :not(p) { display: none; }
.notice[data-shown] {
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  gap: 0 8px;
  align-items: start;
  padding: 10px 8px 12px 18px;
  border-radius: var(--radius);
  border-inline-start: 4px solid var(--accent);
  background: var(--surface);
  box-shadow: var(--shadow);
  pointer-events: auto;
}
.notice[data-tone='loss'] { border-color: var(--loss); }
.notice p { grid-column: 1; grid-row: 1; align-self: center; padding-block: 2px; }
.notice .plain { grid-column: 2; grid-row: 1; }
.notice-actions { display: flex; flex-wrap: wrap; grid-column: 1; gap: 8px; }
.notice-actions .small { margin-top: 6px; white-space: normal; }
.cover {
  position: absolute;
  inset: 0;
  display: flex;
  flex-direction: column;
  gap: 14px;
  align-items: center;
  justify-content: center;
  padding: 24px;
  background: var(--background);
  color: var(--soft);
  text-align: center;
}
.spinner {
  width: 28px;
  height: 28px;
  border: 3px solid var(--line);
  border-top-color: var(--accent);
  border-radius: 50%;
}
@media (prefers-reduced-motion: no-preference) {
  .spinner { animation: turn 900ms linear infinite; }
  .chip, .tool, .small, .option, .seat { transition: background-color 120ms, border-color 120ms; }
}
@keyframes turn { to { rotate: 1turn; } }
`;
