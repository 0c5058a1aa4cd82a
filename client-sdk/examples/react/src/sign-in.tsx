import { useState } from 'react';
import { signIn } from './client.ts';

/** `done` is told whether somebody is signed in. */
export function SignIn({ done }: { readonly done: (signedIn: boolean) => void }) {
  const [problem, setProblem] = useState('');
  const send = (data: FormData): void => {
    const [email, password] = [data.get('email'), data.get('password')];
    if (typeof email !== 'string' || typeof password !== 'string') return;
    signIn(email, password).then(
      () => {
        done(true);
      },
      (error: Error) => {
        setProblem(error.message);
      },
    );
  };
  return (
    <form action={send} aria-label="Sign in">
      <label>
        E-mail <input name="email" type="email" required autoComplete="username" />
      </label>{' '}
      <label>
        Password <input name="password" type="password" required autoComplete="current-password" />
      </label>{' '}
      <button type="submit">Sign in</button>{' '}
      <button
        type="button"
        onClick={() => {
          done(false);
        }}
      >
        Not now
      </button>
      <p role="alert">{problem}</p>
    </form>
  );
}
