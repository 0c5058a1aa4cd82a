import type { ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  /** What the large figure counts. */
  readonly label?: string;
  readonly figure?: ReactNode;
  readonly body?: string | undefined;
  readonly children?: ReactNode;
}

/** What is the case, in one large figure if there is one; what it means; what to do. */
export function Panel({ title, label, figure, body, children }: PanelProps) {
  return (
    <div className="room-panel">
      <h1>{title}</h1>
      {figure !== undefined && (
        <p className="room-figure">
          {label !== undefined && <small>{label}</small>}
          {figure}
        </p>
      )}
      {body !== undefined && <p className="room-body">{body}</p>}
      {children}
    </div>
  );
}
