/** The list of sections and the seats of one. */
export const listStyles = `
.list {
  position: absolute;
  inset: 0;
  z-index: 2;
  display: grid;
  grid-template-rows: auto minmax(0, 1fr) auto;
  background: var(--surface);
}
.list-head, .list-help { padding-inline: max(16px, (100% - 1080px) / 2); }
.list-head { border-bottom: 1px solid var(--line); }
.list-bar {
  display: flex;
  flex-wrap: wrap;
  gap: 0 10px;
  align-items: center;
  min-height: 60px;
  padding-inline-end: max(0px, 170px - (100cqi - 1080px) / 2);
}
.list-bar .back { margin-inline: -10px; }
.list-title { font-size: 17px; }
.list-left { color: var(--soft); }
.check {
  display: inline-flex;
  gap: 8px;
  align-items: center;
  min-height: 44px;
  margin-inline-start: auto;
}
.check input { width: 20px; height: 20px; margin: 0; accent-color: var(--accent); }
.list-line {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  padding-bottom: 10px;
  font-size: 14px;
}
.hint-text { font-weight: 600; }
.list-body { padding: 8px max(16px, (100% - 1080px) / 2) 24px; overflow: auto; }
.list-help {
  padding-block: 8px;
  border-top: 1px solid var(--line);
  color: var(--soft);
  font-size: 13px;
}
.none { padding: 24px 0; color: var(--soft); text-align: center; }
.floor-name {
  padding: 14px 12px 6px;
  color: var(--soft);
  font-size: 13px;
  font-weight: 650;
}
.option {
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto auto minmax(72px, auto) 20px;
  gap: 0 14px;
  align-items: center;
  min-height: 52px;
  padding: 8px 12px;
  border-bottom: 1px solid var(--line);
  border-radius: calc(var(--radius) * 0.5);
  cursor: pointer;
}
.option:focus-visible { outline-offset: -3px; }
.option-name { font-weight: 650; }
.option-marks { display: inline-flex; grid-row: 1; grid-column: 2; gap: 4px; }
.option-price { grid-row: 1; grid-column: 3; color: var(--soft); }
.option-left { grid-row: 1; grid-column: 4; font-weight: 600; text-align: end; }
.option .icon { grid-row: 1; grid-column: 5; width: 16px; height: 16px; color: var(--faint); }
.option[data-empty] .option-name, .option[data-empty] .option-left {
  color: var(--soft);
  font-weight: 400;
}
.row {
  position: relative;
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  min-height: 64px;
  padding: 8px 8px 8px 64px;
  border-bottom: 1px solid var(--line);
  content-visibility: auto;
  contain-intrinsic-size: auto 64px;
}
.row-head {
  position: absolute;
  top: 8px;
  left: 4px;
  display: grid;
  align-content: center;
  width: 52px;
  height: 48px;
  line-height: 1.25;
}
.row-name { font-weight: 700; }
.row-free { color: var(--soft); font-size: 13px; }
.row-head[data-empty] .row-name { color: var(--soft); font-weight: 400; }
.seat {
  display: grid;
  place-content: center;
  justify-items: center;
  width: 44px;
  height: 48px;
  border: 1px solid var(--edge);
  border-radius: calc(var(--radius) * 0.67);
  background: var(--surface);
  font-size: 14px;
  font-weight: 600;
  line-height: 1.2;
  cursor: pointer;
  user-select: none;
}
.seat .mark { width: 16px; height: 16px; }
.seat[aria-disabled] {
  border-color: var(--line);
  background: transparent;
  color: var(--soft);
  font-weight: 400;
  cursor: default;
}
.seat[data-look='mine'] {
  border-color: var(--accent);
  background: var(--accent);
  color: var(--accent-ink);
}
.seat[data-look='asking'] { border-color: var(--accent); }
.seat[data-chosen] {
  border-color: var(--accent);
  background: var(--tint);
  box-shadow: inset 0 0 0 1px var(--accent);
}
@media (hover: hover) {
  .option:hover { background: var(--sunk); }
  .seat:not([aria-disabled], [data-look='mine']):hover { background: var(--tint); }
}
@media (pointer: coarse) {
  .list-help { display: none; }
}
@container frame (max-width: 559px) {
  .list-bar { padding-inline-end: 56px; }

  .option {
    grid-template-columns: minmax(0, 1fr) auto 16px;
    gap: 2px 10px;
    padding-inline: 4px;
  }
  .option-name { grid-row: 1; grid-column: 1; }
  .option-marks { grid-row: 2; grid-column: 2; justify-self: end; }
  .option-price { grid-row: 2; grid-column: 1; font-size: 14px; }
  .option-left { grid-row: 1; grid-column: 2; }
  .option .icon { grid-row: 1 / span 2; grid-column: 3; }
  .floor-name { padding-inline: 4px; }
  .row { padding-left: 50px; padding-right: 4px; }
  .row-head { left: 2px; width: 44px; }
}
`;
