/** Whether this browser lets us tell somebody who looks at something else. */
export function mayNotify(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied';
}

/** Tells somebody who looks at something else. Silent; answers what takes it back. */
export function notify(title: string, body: string): () => void {
  if (mayNotify() !== 'granted' || document.visibilityState === 'visible') return () => undefined;
  try {
    const shown = new Notification(title, { body, silent: true, tag: 'ticket-flow.turn' });
    shown.onclick = () => {
      window.focus();
    };
    return () => {
      shown.close();
    };
  } catch {
    // Browsers of phones have the class, and refuse to make one.
    return () => undefined;
  }
}
