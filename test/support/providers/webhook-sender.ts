import type { WebhookMessage } from './provider-server.ts';

export interface WebhookSender {
  sendTo(url: string): void;
  /** Sends, if anybody wants it; what is not taken is lost. */
  send(message: WebhookMessage): void;
  /** Waits until all are sent. */
  settled(): Promise<void>;
}

export function createWebhookSender(): WebhookSender {
  let target: string | undefined;
  const sending = new Set<Promise<unknown>>();
  return {
    sendTo: (url) => {
      target = url;
    },
    send: ({ body, headers }) => {
      if (target === undefined) return;
      const sent: Promise<unknown> = fetch(target, { method: 'POST', body, headers })
        .catch(() => undefined)
        .finally(() => sending.delete(sent));
      sending.add(sent);
    },
    settled: async () => {
      await Promise.all(sending);
    },
  };
}
