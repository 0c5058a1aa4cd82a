import type { ko } from './ko.ts';

/** The same keys with any text: a key missing in one language is a type error. */
type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

export type Table = Texts<typeof ko>;
