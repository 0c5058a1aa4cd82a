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
`;
