import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import '../shared/styles/tokens.css';
import '../shared/styles/base.css';
import '../shared/styles/ui.css';
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

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !hasCode(error, ...PERMANENT),
    },
  },
});

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

const root = document.getElementById('root');
if (root) void start(root);
