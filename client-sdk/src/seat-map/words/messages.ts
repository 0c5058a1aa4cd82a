import type { ko } from './ko.ts';

export type MessageKey = keyof typeof ko;

/** Every text of the map, by key; `{name}` stands for a value. */
export type Messages = Readonly<Record<MessageKey, string>>;
