import { CircleCheck, CircleX, Ticket } from 'lucide-react';
import type { ReactNode } from 'react';
import { StateArt } from '../../shared/ui/StateBox.tsx';
import './stage.css';

interface StageProps {
  readonly title: string;
  readonly body: string;
  readonly busy?: boolean;
  readonly state?: string | undefined;
  readonly children?: ReactNode;
}

const ICONS: Readonly<Record<string, typeof Ticket>> = {
  verified: CircleCheck,
  done: CircleCheck,
  expired: CircleX,
  declined: CircleX,
};

/** One thing that is happening, or has happened, and what to do about it. */
export function Stage({ title, body, busy = false, state = '', children }: StageProps) {
  const Icon = ICONS[state] ?? Ticket;
  return (
    <div className="state-box" data-testid="order-state" data-state={state || undefined}>
      <StateArt>
        {busy ? (
          <span className="spinner return-spinner" aria-hidden />
        ) : (
          <Icon size={36} aria-hidden />
        )}
      </StateArt>
      <div className="stage-words" role="status">
        <h1>{title}</h1>
        {body !== '' && <p>{body}</p>}
      </div>
      {children}
    </div>
  );
}
