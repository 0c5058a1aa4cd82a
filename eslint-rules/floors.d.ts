export declare const FEATURES: Readonly<Record<string, readonly string[]>>;
export declare const OWNED_MODELS: Readonly<Record<string, readonly string[]>>;
export declare const READERS: readonly string[];
export declare const FLOORS: readonly string[];
export declare const ENVIRONMENT_READERS: readonly string[];
export declare function findCircle(
  features: Readonly<Record<string, readonly string[]>>,
): string[] | undefined;
