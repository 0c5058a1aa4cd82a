import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'loss';
  readonly large?: boolean;
  readonly wide?: boolean;
  /** What it is waiting for; while set it cannot be pressed. */
  readonly waiting?: string | undefined;
  readonly children: ReactNode;
}

const LOOKS = {
  primary: 'button-primary',
  plain: '',
  quiet: 'button-quiet',
  loss: 'button-quiet button-loss',
} as const;

/** Says what it waits for, and can't be pressed twice. */
export function Button(props: ButtonProps) {
  const { look = 'plain', large, wide, waiting, children, className, ...rest } = props;
  const { disabled = false, onClick } = rest;
  const isWaiting = waiting !== undefined;
  const classes = [
    'button',
    LOOKS[look],
    large && 'button-large',
    wide && 'button-wide',
    className,
  ];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      // A button that is disabled loses the focus, and with it a keyboard its place.
      disabled={disabled && !isWaiting}
      aria-disabled={isWaiting || undefined}
      aria-busy={isWaiting}
      onClick={(event) => {
        if (isWaiting) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {isWaiting && <span className="spinner" aria-hidden />}
      {waiting ?? children}
    </button>
  );
}
