/** The picture and what lies on it: its overview and the box that a drag draws. */
export const mapStyles = `
.map { position: absolute; inset: 0; overflow: hidden; }
.map:focus-visible { outline-offset: -3px; }
.map > canvas {
  display: block;
  width: 100%;
  height: 100%;
  touch-action: none;
  user-select: none;
  -webkit-user-select: none;
}
.gather-box {
  position: absolute;
  top: 0;
  left: 0;
  border: 2px solid var(--accent);
  border-radius: 4px;
  background: color-mix(in srgb, var(--accent) 12%, transparent);
  pointer-events: none;
}
.minimap {
  position: absolute;
  left: 12px;
  bottom: 12px;
  width: 132px;
  height: 92px;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  box-shadow: var(--shadow);
  cursor: pointer;
  touch-action: none;
}
.minimap canvas { display: block; width: 100%; height: 100%; }
.minimap-frame {
  position: absolute;
  top: 0;
  left: 0;
  border: 2px solid var(--accent);
  border-radius: 3px;
  background: color-mix(in srgb, var(--accent) 10%, transparent);
}
@container frame (max-width: 559px) {
  .minimap { top: 12px; bottom: auto; transform: scale(0.8); transform-origin: top left; }
}
`;
