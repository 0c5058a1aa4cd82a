/**
 * How a page lets people show that they are human, if that is asked for. What the check answers goes
 * into `human` of the request.
 */
export type HumanCheckInfo =
  | { readonly kind: 'off' }
  /** One checkbox, for development; its answer is `sandbox:human`. */
  | { readonly kind: 'sandbox' }
  /** A provider's: its script brings an object `global` with `render(element, options)`. */
  | {
      readonly kind: 'widget';
      readonly siteKey: string;
      readonly script: string;
      readonly global: string;
    };
