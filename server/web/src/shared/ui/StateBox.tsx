import type { ReactNode } from 'react';

interface StateBoxProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly body?: string | undefined;
  readonly children?: ReactNode;
}

/** What is shown instead of a list: why, and what to do next. */
export function StateBox({ icon, title, body, children }: StateBoxProps) {
  return (
    <div className="state-box">
      {icon}
      <h2>{title}</h2>
      {body !== undefined && <p>{body}</p>}
      {children}
    </div>
  );
}
