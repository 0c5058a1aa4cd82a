import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import '../shared/styles/tokens.css';
import '../shared/styles/base.css';
import '../shared/styles/ui.css';
import '../shared/styles/states.css';
import '../shared/styles/surfaces.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { hasCode } from '../shared/explain.ts';
import { startI18n } from '../shared/i18n/index.ts';
import { createServices, ServicesProvider } from '../shared/services.ts';
import { SignInProvider } from './account/SignInProvider.tsx';
import { createShopRouter } from './routes.tsx';

const PERMANENT = ['NOT_FOUND', 'UNAUTHENTICATED', 'FORBIDDEN', 'INVALID'];

const RELOADED = 'ticket-flow.reloaded-at';
const RELOAD_PAUSE_MS = 30_000;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !hasCode(error, ...PERMANENT),
    },
  },
});

/**
 * After an update the pieces that an open tab has not loaded yet are gone from the server. The tab
 * then starts anew, once: what a person holds is on the server and is found again.
 */
function reloadWhenOutdated(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - last < RELOAD_PAUSE_MS) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}

/** A page that the back button brings out of the browser's memory shows what was, not what is. */
function reloadWhenRestored(): void {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });
}

async function start(element: HTMLElement): Promise<void> {
  const services = createServices();
  await startI18n((locale) => {
    services.client.locale = locale;
  });
  createRoot(element).render(
    <StrictMode>
      <ServicesProvider value={services}>
        <QueryClientProvider client={queries}>
          <SignInProvider>
            <RouterProvider router={createShopRouter()} />
          </SignInProvider>
        </QueryClientProvider>
      </ServicesProvider>
    </StrictMode>,
  );
}

reloadWhenOutdated();
reloadWhenRestored();
const root = document.getElementById('root');
if (root) void start(root);
