import type { ReactNode } from 'react';

interface StateBoxProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly body?: string | undefined;
  /** Where it is all there is of a page. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** What is shown instead of a list: why, and what to do next. */
export function StateBox({ icon, title, body, isPage = false, children }: StateBoxProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="state-box">
      {icon !== undefined && <StateArt>{icon}</StateArt>}
      <Heading>{title}</Heading>
      {body !== undefined && <p>{body}</p>}
      {children}
    </div>
  );
}

/** A ticket with a picture on it. */
export function StateArt({ children }: { children: ReactNode }) {
  return <div className="state-art">{children}</div>;
}
