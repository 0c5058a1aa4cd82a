import type { HumanCheckInfo } from '@ticket-flow/client';

export type WidgetInfo = Extract<HumanCheckInfo, { kind: 'widget' }>;

/** What the providers’ scripts have in common. */
export interface Widget {
  render(box: HTMLElement, options: Readonly<Record<string, unknown>>): unknown;
  remove?: (id: unknown) => void;
}

const loading = new Map<string, Promise<Widget>>();

/** Once a page; a load that failed is tried anew the next time. */
export function loadWidget({ script: address, global }: WidgetInfo): Promise<Widget> {
  const known = loading.get(address);
  if (known) return known;
  const script = document.createElement('script');
  const loaded = new Promise<Widget>((resolve, reject) => {
    const failed = (): void => {
      reject(new Error('the human check could not be loaded'));
    };
    script.onload = () => {
      const widget = (window as unknown as Readonly<Record<string, Widget | undefined>>)[global];
      if (widget) resolve(widget);
      else failed();
    };
    script.onerror = failed;
  });
  script.src = address;
  document.head.append(script);
  loading.set(address, loaded);
  loaded.catch(() => {
    loading.delete(address);
    script.remove();
  });
  return loaded;
}
