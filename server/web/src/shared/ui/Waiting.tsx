import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface WaitingProps {
  readonly className?: string;
  /** @default that it is loading */
  readonly label?: string;
  /** The shape of what is to come, so that nothing jumps when it is there. */
  readonly children?: ReactNode;
}

/** Says that something is on its way, and keeps its place. */
export function Waiting({ className, label, children }: WaitingProps) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-busy className={className}>
      <span className="visually-hidden">{label ?? t('common.loading')}</span>
      {children}
    </div>
  );
}

interface BoneProps {
  readonly className?: string;
  readonly width?: number | string;
  /** @default what its class says, or a line of text */
  readonly height?: number | string;
}

/** One grey shape of a page that is not there yet. */
export function Bone({ className = '', width, height }: BoneProps) {
  return <div className={`skeleton ${className}`} style={{ width, height }} aria-hidden />;
}
