import { useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';

interface OneFieldProps {
  readonly name: string;
  readonly action: string;
  readonly waiting: string;
  readonly send: (value: string) => Promise<void>;
  readonly onDone: (value: string) => void;
  /** Failures that the page has words of its own for; answers whether it has taken this one. */
  readonly onError?: (error: unknown) => boolean;
  readonly field: (checked: boolean) => ReactNode;
}

/** A form that asks for one thing. */
export function OneField(props: OneFieldProps) {
  const { name, action, waiting, send, onDone, onError, field } = props;
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async (value: string): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await send(value);
      onDone(value);
    } catch (error) {
      if (!onError?.(error)) setProblem(explain(error, t));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setChecked(true);
    const wrong = event.currentTarget.querySelector<HTMLInputElement>('input:invalid');
    const value = new FormData(event.currentTarget).get(name);
    if (wrong) wrong.focus();
    else if (typeof value === 'string') void submit(value.trim());
  };
  return (
    <form className="stack" noValidate onSubmit={onSubmit}>
      {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
      {field(checked)}
      <Button type="submit" look="primary" large wide waiting={busy ? waiting : undefined}>
        {action}
      </Button>
    </form>
  );
}
