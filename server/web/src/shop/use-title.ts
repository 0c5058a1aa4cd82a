import { useEffect } from 'react';

/** The tab's title; screen readers say it when a page has changed. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Ticket-Flow' : `${title} · Ticket-Flow`;
  }, [title]);
}
