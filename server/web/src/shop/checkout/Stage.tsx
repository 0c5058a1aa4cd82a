import type { ReactNode } from 'react';
import './stage.css';

interface StageProps {
  readonly title: string;
  readonly body: string;
  readonly busy?: boolean;
  readonly state?: string | undefined;
  readonly children?: ReactNode;
}

/** One thing that is happening, or has happened, and what to do about it. */
export function Stage({ title, body, busy = false, state, children }: StageProps) {
  return (
    <div className="state-box" data-testid="order-state" data-state={state}>
      {busy && <span className="spinner return-spinner" aria-hidden />}
      <div className="stage-words" role="status">
        <h1>{title}</h1>
        <p>{body}</p>
      </div>
      {children}
    </div>
  );
}
