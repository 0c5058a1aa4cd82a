export const NoteCode = {
  IgnoredField: 'ignored-field',
  SkippedShape: 'skipped-shape',
  DroppedEmpty: 'dropped-empty',
  RepeatedCategory: 'repeated-category',
  UnknownCategory: 'unknown-category',
  NamedSection: 'named-section',
  RenamedSection: 'renamed-section',
  NamedRow: 'named-row',
  NumberedSeat: 'numbered-seat',
  RepeatedNumber: 'repeated-number',
  SplitSection: 'split-section',
  RepeatedLabel: 'repeated-label',
  RepeatedUid: 'repeated-uid',
  MovedSection: 'moved-section',
  ReducedRadius: 'reduced-radius',
  Scaled: 'scaled',
} as const;
export type NoteCode = (typeof NoteCode)[keyof typeof NoteCode];

/** Something the import changed, invented or left out. */
export interface ImportNote {
  readonly code: NoteCode;
  readonly message: string;
  readonly count: number;
  /** The first cases, 20 at most. */
  readonly examples: readonly string[];
}

export interface ImportReport {
  readonly format: string;
  readonly notes: readonly ImportNote[];
}

const MAX_EXAMPLES = 20;

const MESSAGES: Readonly<Record<NoteCode, string>> = {
  'ignored-field': 'fields the importer does not know were ignored',
  'skipped-shape': 'areas of an unknown shape were left out',
  'dropped-empty': 'zones or rows without seats were left out',
  'repeated-category': 'categories repeat a name; the first one counts',
  'unknown-category': 'categories are used but not listed; they were added',
  'named-section': 'zones without a name were given one',
  'renamed-section': 'zones repeat a name and were renamed',
  'named-row': 'rows without a name were given one',
  'numbered-seat': 'seats without a number were given one',
  'repeated-number': 'seats repeat a number of their row and were renumbered',
  'split-section': 'sections were split off because their rows repeat',
  'repeated-label': 'seats repeated the label of a seat elsewhere and were renumbered',
  'repeated-uid': 'seats repeat a seat_guid; a suffix keeps them apart',
  'moved-section': 'sections lay on top of another one and were moved below',
  'reduced-radius': 'the seat radius was reduced so that seats do not overlap',
  scaled: 'the drawing was scaled up',
};

/** Collects notes while a file is read; cases of one code become one note. */
export class NoteBook {
  readonly #cases = new Map<NoteCode, { count: number; examples: string[] }>();

  add(code: NoteCode, example: string, count = 1): void {
    const entry = this.#cases.get(code) ?? { count: 0, examples: [] };
    entry.count += count;
    if (entry.examples.length < MAX_EXAMPLES) entry.examples.push(example);
    this.#cases.set(code, entry);
  }

  notes(): ImportNote[] {
    return [...this.#cases].map(([code, entry]) => ({ code, message: MESSAGES[code], ...entry }));
  }
}
