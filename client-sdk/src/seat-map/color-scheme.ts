import type { ColorScheme } from './options.ts';

export interface SchemeFollower {
  set(scheme: ColorScheme): void;
  readonly stop: () => void;
}

/** Says on the host which colours hold, and tells when they or the fonts have changed. */
export function followScheme(
  host: HTMLElement,
  first: ColorScheme,
  changed: () => void,
): SchemeFollower {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let wanted = first;
  const put = (): void => {
    const device = dark.matches ? 'dark' : 'light';
    host.dataset['scheme'] = wanted === 'auto' ? device : wanted;
  };
  const onChange = (): void => {
    put();
    changed();
  };
  put();
  dark.addEventListener('change', onChange);
  // The canvas draws with the page's font, which may arrive after the first picture.
  document.fonts.addEventListener('loadingdone', changed);
  return {
    set: (scheme) => {
      wanted = scheme;
      onChange();
    },
    stop: () => {
      dark.removeEventListener('change', onChange);
      document.fonts.removeEventListener('loadingdone', changed);
    },
  };
}
