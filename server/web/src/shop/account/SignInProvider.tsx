import type { User } from '@ticket-flow/client';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { SignInForms } from './SignInForms.tsx';
import type { AccountForm } from './SignInForms.tsx';
import { SignInContext } from './sign-in-context.ts';

interface Asked {
  readonly reason: string | undefined;
  readonly answer: (user: User | undefined) => void;
}

/** One dialog for the whole site; whoever asks for it waits for its answer. */
export function SignInProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>();
  const [form, setForm] = useState<AccountForm>('signUp');
  const ask = useCallback(
    (reason?: string) =>
      new Promise<User | undefined>((answer) => {
        setForm(reason === undefined ? 'signIn' : 'signUp');
        setAsked({ reason, answer });
      }),
    [],
  );
  const finish = (user: User | undefined): void => {
    asked?.answer(user);
    setAsked(undefined);
  };
  return (
    <SignInContext value={ask}>
      {children}
      {asked && (
        <Dialog
          title={t(`account.${form}Title`)}
          onClose={() => {
            finish(undefined);
          }}
        >
          <SignInForms reason={asked.reason} form={form} onForm={setForm} onDone={finish} />
        </Dialog>
      )}
    </SignInContext>
  );
}
