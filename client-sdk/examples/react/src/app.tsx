import { useCallback, useState } from 'react';
import { client } from './client.ts';
import { SignIn } from './sign-in.tsx';
import { useSeatMap } from './use-seat-map.ts';

const performanceId = Number(new URLSearchParams(location.search).get('performance') ?? 1);

export function App() {
  const [asking, setAsking] = useState<{ readonly done: (signedIn: boolean) => void }>();
  const signIn = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        const done = (signedIn: boolean): void => {
          setAsking(undefined);
          resolve(signedIn);
        };
        setAsking({ done });
      }),
    [],
  );
  const { ref, map, holds, state } = useSeatMap({ client, performanceId, locale: 'en', signIn });
  return (
    <main>
      <h1>{map?.performance?.event.title ?? 'Choose your seats'}</h1>
      {asking && <SignIn done={asking.done} />}
      <div ref={ref} style={{ height: '70vh', minHeight: 420 }} />
      <p role="status">{state}</p>
      <ul aria-label="Your seats">
        {holds.map(({ seat, text, grade }) => (
          <li key={seat}>
            {text} {grade?.name}{' '}
            <button type="button" onClick={() => void map?.giveBack(seat)}>
              Give back
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
