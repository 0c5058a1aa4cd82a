import { createBrowserRouter } from 'react-router';
import { CrashPage } from './layout/CrashPage.tsx';
import { Layout } from './layout/Layout.tsx';
import { NotFoundPage } from './layout/NotFoundPage.tsx';
import { HomePage } from './home/HomePage.tsx';

/** Pages come in pieces: the home page shouldn't wait for the seat map's code. */
export function createShopRouter() {
  return createBrowserRouter([
    {
      path: '/pay/sandbox',
      ErrorBoundary: CrashPage,
      HydrateFallback: Nothing,
      lazy: async () => ({ Component: (await import('./checkout/SandboxPage.tsx')).SandboxPage }),
    },
    {
      path: '/pay/sandbox/deposit',
      ErrorBoundary: CrashPage,
      HydrateFallback: Nothing,
      lazy: async () => ({
        Component: (await import('./checkout/SandboxDepositPage.tsx')).SandboxDepositPage,
      }),
    },
    {
      path: '/',
      Component: Layout,
      ErrorBoundary: CrashPage,
      HydrateFallback: Nothing,
      children: [
        {
          ErrorBoundary: CrashPage,
          children: [
            { index: true, Component: HomePage },
            {
              path: 'search',
              lazy: async () => ({
                Component: (await import('./search/SearchPage.tsx')).SearchPage,
              }),
            },
            {
              path: 'events/:slug',
              lazy: async () => ({ Component: (await import('./event/EventPage.tsx')).EventPage }),
            },
            {
              path: 'performances/:id',
              lazy: async () => ({
                Component: (await import('./seat-page/SeatPage.tsx')).SeatPage,
              }),
            },
            {
              path: 'performances/:id/waiting-room',
              lazy: async () => ({
                Component: (await import('./waiting-room/WaitingRoomPage.tsx')).WaitingRoomPage,
              }),
            },
            {
              path: 'checkout/:performanceId',
              lazy: async () => ({
                Component: (await import('./checkout/CheckoutPage.tsx')).CheckoutPage,
              }),
            },
            {
              path: 'orders',
              lazy: async () => ({
                Component: (await import('./orders/OrdersPage.tsx')).OrdersPage,
              }),
            },
            {
              path: 'orders/:id',
              lazy: async () => ({ Component: (await import('./orders/OrderPage.tsx')).OrderPage }),
            },
            {
              path: 'orders/:id/return',
              lazy: async () => ({
                Component: (await import('./checkout/ReturnPage.tsx')).ReturnPage,
              }),
            },
            {
              path: 'sign-in',
              lazy: async () => ({
                Component: (await import('./account/SignInPage.tsx')).SignInPage,
              }),
            },
            {
              path: 'verify-email',
              lazy: async () => ({
                Component: (await import('./account/VerifyEmailPage.tsx')).VerifyEmailPage,
              }),
            },
            {
              path: 'forgot-password',
              lazy: async () => ({
                Component: (await import('./account/ForgotPasswordPage.tsx')).ForgotPasswordPage,
              }),
            },
            {
              path: 'reset-password',
              lazy: async () => ({
                Component: (await import('./account/ResetPasswordPage.tsx')).ResetPasswordPage,
              }),
            },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ]);
}

/** While the first page's code is on its way. */
function Nothing() {
  return null;
}
