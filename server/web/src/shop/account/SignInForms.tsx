import type { User } from '@ticket-flow/client';
import { useEffect, useRef, useState } from 'react';
import type { RefObject, SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { explain, hasCode } from '../../shared/explain.ts';
import { HumanCheckField } from '../../shared/human-check/HumanCheckField.tsx';
import { useHumanAnswer } from '../../shared/human-check/use-human-answer.ts';
import { useServices } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { AccountField } from './AccountField.tsx';
import './account.css';

export type AccountForm = 'signIn' | 'signUp';

interface SignInFormsProps {
  readonly reason?: string | undefined;
  readonly form: AccountForm;
  readonly onForm: (form: AccountForm) => void;
  readonly onDone: (user: User) => void;
}

interface Entered {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export function SignInForms({ reason, form, onForm, onDone }: SignInFormsProps) {
  const { t } = useTranslation();
  const { session } = useServices();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [entered, setEntered] = useState<Entered>();
  const [wantsHuman, setWantsHuman] = useState(false);
  const isNew = form === 'signUp';
  const human = useHumanAnswer(isNew || wantsHuman);
  const element = useFirstField(form);

  const submit = async (values: Entered): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const request = { ...values, ...(human.response !== undefined && { human: human.response }) };
    try {
      onDone(await (isNew ? session.signUp(request) : session.signIn(request)));
    } catch (error) {
      if (hasCode(error, 'HUMAN_CHECK')) setWantsHuman(true);
      human.again();
      setProblem(explain(error, t));
      setBusy(false);
    }
  };
  const onSubmit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const values = readForm(event.currentTarget);
    setEntered(values);
    const wrong = event.currentTarget.querySelector<HTMLInputElement>('input:invalid');
    if (wrong) wrong.focus();
    else if (human.isMissing) focusCheck(event.currentTarget);
    else void submit(values);
  };
  return (
    <>
      {reason !== undefined && <p className="account-reason">{reason}</p>}
      <form
        ref={element}
        className="stack"
        data-testid={isNew ? 'sign-up-form' : 'sign-in-form'}
        noValidate
        onSubmit={onSubmit}
      >
        {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
        {isNew && (
          <AccountField
            name="name"
            autoComplete="name"
            maxLength={100}
            checked={entered !== undefined}
          />
        )}
        <AccountField
          name="email"
          type="email"
          autoComplete="email"
          checked={entered !== undefined}
        />
        <AccountField
          key={form}
          name="password"
          type="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          {...(isNew && { minLength: 8, hint: t('account.passwordHint') })}
          checked={entered !== undefined}
        />
        <HumanCheckField
          answer={human}
          action={isNew ? 'sign-up' : 'sign-in'}
          checked={entered !== undefined}
        />
        <Button
          type="submit"
          look="primary"
          large
          wide
          waiting={busy ? t(isNew ? 'account.signingUp' : 'account.signingIn') : undefined}
        >
          {t(`account.${form}`)}
        </Button>
        {!isNew && (
          // A plain link: the dialog stands outside the router.
          <a className="account-forgot" href="/forgot-password">
            {t('account.forgot')}
          </a>
        )}
        <Button
          look="quiet"
          wide
          onClick={() => {
            setProblem(undefined);
            setEntered(undefined);
            onForm(isNew ? 'signIn' : 'signUp');
          }}
        >
          {t(isNew ? 'account.toSignIn' : 'account.toSignUp')}
        </Button>
      </form>
    </>
  );
}

/** Whoever goes over to the other form begins at its beginning. */
function useFirstField(form: AccountForm): RefObject<HTMLFormElement | null> {
  const element = useRef<HTMLFormElement>(null);
  const shown = useRef(form);
  useEffect(() => {
    if (shown.current === form) return;
    shown.current = form;
    element.current?.querySelector('input')?.focus();
  }, [form]);
  return element;
}

function focusCheck(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('.human-check input')?.focus();
}

function readForm(form: HTMLFormElement): Entered {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return { name: text('name'), email: text('email'), password: text('password') };
}
