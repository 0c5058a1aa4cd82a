/** What opens over the map: the card, and the dialog of an area. */
export const laterStyles = `
.card {
  position: absolute;
  top: 0;
  left: 0;
  z-index: 3;
  display: grid;
  gap: 2px;
  min-width: 132px;
  max-width: min(260px, calc(100% - 16px));
  padding: 10px 14px;
  border-radius: var(--radius);
  background: var(--surface);
  box-shadow: var(--shadow);
  font-size: 14px;
  line-height: 1.45;
  pointer-events: none;
}
.card strong { font-size: 16px; }
.card-grade { display: flex; gap: 6px; align-items: center; }
.card-price { display: flex; gap: 20px; justify-content: space-between; color: var(--soft); }
.card-price b { color: var(--ink); font-weight: 600; }
.card-hint {
  margin-top: 4px;
  padding-top: 6px;
  border-top: 1px solid var(--line);
  font-weight: 600;
}
.dialog {
  width: min(400px, calc(100vw - 32px));
  padding: 12px 20px 20px;
  border: 0;
  border-radius: calc(var(--radius) * 1.5);
  background: var(--surface);
  box-shadow: var(--shadow);
  color: var(--ink);
}
.dialog::backdrop { background: rgb(8 9 18 / 55%); }
.dialog-head { display: flex; gap: 8px; align-items: center; margin-inline-end: -10px; }
.dialog h2 { flex: 1; font-size: 20px; line-height: 1.3; }
.facts {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 8px;
  align-items: center;
  margin-top: 14px;
  padding: 10px 14px;
  border-radius: var(--radius);
  background: var(--sunk);
}
.facts .soft { margin-inline-start: auto; }
.problem:not(:empty) { margin-bottom: 12px; color: var(--loss); font-weight: 600; }
.stepper { display: flex; gap: 20px; align-items: center; justify-content: center; margin-block: 16px; }
.stepper output { min-width: 2ch; font-size: 30px; font-weight: 750; line-height: 1; text-align: center; }
.round {
  display: grid;
  place-items: center;
  width: 48px;
  height: 48px;
  padding: 0;
  border: 1px solid var(--edge);
  border-radius: 50%;
  background: var(--surface);
}
.round[aria-disabled] { border-color: var(--line); color: var(--edge); }
.best-panel {
  position: absolute;
  top: 100%;
  right: 12px;
  width: min(300px, calc(100cqi - 24px));
  padding: 16px;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  box-shadow: var(--shadow);
}
.best-panel select { width: 100%; min-height: 44px; margin-bottom: 12px; }
`;
