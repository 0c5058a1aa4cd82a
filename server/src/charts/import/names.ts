import { seatLabel } from '@ticket-flow/client/protocol';
import type { DraftRow, DraftSeat, DraftSection } from './draft.ts';
import type { NoteBook } from './notes.ts';
import { NoteCode } from './notes.ts';

/** "A" … "Z", "AA", "AB" …: names for what has none. */
export function letters(position: number): string {
  const letter = String.fromCharCode(65 + (position % 26));
  return position < 26 ? letter : letters(Math.floor(position / 26) - 1) + letter;
}

/** Names in use. Remembers how far each name has been counted, so that thousands stay cheap. */
export class NamePool {
  readonly #taken: Set<string>;
  readonly #attempts = new Map<string, number>();

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** The first free candidate for `name`, from attempt 0 on; it is taken afterwards. */
  claim(name: string, candidate: (attempt: number) => string): string {
    let attempt = this.#attempts.get(name) ?? 0;
    while (this.#taken.has(candidate(attempt))) attempt += 1;
    this.#attempts.set(name, attempt + 1);
    const claimed = candidate(attempt);
    this.#taken.add(claimed);
    return claimed;
  }

  /** "Balcony (2)", "Balcony (3)" … */
  claimCopy(name: string): string {
    return this.claim(name, (attempt) => `${name} (${attempt + 2})`);
  }
}

/** Gives every section a name of its own. */
export function nameSections(sections: readonly DraftSection[], notes: NoteBook): DraftSection[] {
  const pool = new NamePool(sections.map((section) => section.name));
  const used = new Set<string>();
  return sections.map((section) => {
    const { name } = section;
    if (name !== '' && !used.has(name)) {
      used.add(name);
      return section;
    }
    const fresh = name === '' ? pool.claim('', letters) : pool.claimCopy(name);
    notes.add(name === '' ? NoteCode.NamedSection : NoteCode.RenamedSection, fresh);
    return { ...section, name: fresh };
  });
}

/** Rows may stay nameless unless that makes their seats' labels repeat within the section. */
export function nameRows(section: DraftSection, notes: NoteBook): DraftSection {
  const nameless = section.rows.filter((row) => row.name === '');
  const numbers = nameless.flatMap((row) => row.seats.map((seat) => seat.number));
  if (new Set(numbers).size === numbers.length) return section;
  const pool = new NamePool(section.rows.map((row) => row.name));
  const rows = section.rows.map((row) => {
    if (row.name !== '') return row;
    const name = pool.claim('', (attempt) => String(attempt + 1));
    notes.add(NoteCode.NamedRow, seatLabel(section.name, name, ''));
    return { ...row, name };
  });
  return { ...section, rows };
}

/** Gives every seat a number of its own within its row. */
export function numberSeats(section: string, row: DraftRow, notes: NoteBook): DraftRow {
  const pool = new NamePool(row.seats.map((seat) => seat.number));
  const used = new Set<string>();
  const seats = row.seats.map((seat): DraftSeat => {
    const blank = seat.number === '';
    if (!blank && !used.has(seat.number)) {
      used.add(seat.number);
      return seat;
    }
    const number = pool.claim(seat.number, (attempt) =>
      blank ? String(attempt + 1) : copyNumber(seat.number, attempt + 1),
    );
    const label = seatLabel(section, row.name, number);
    notes.add(blank ? NoteCode.NumberedSeat : NoteCode.RepeatedNumber, label);
    return { ...seat, number };
  });
  return { ...row, seats };
}

/** Makes labels unique in the whole chart: "A-1" row "" and "A" row "1" can meet in one label. */
export function uniqueLabels(sections: readonly DraftSection[], notes: NoteBook): DraftSection[] {
  const taken = new Set<string>();
  const rename = (section: string, row: string, seat: DraftSeat): DraftSeat => {
    let copy = 0;
    while (taken.has(seatLabel(section, row, copyNumber(seat.number, copy)))) copy += 1;
    const number = copyNumber(seat.number, copy);
    const label = seatLabel(section, row, number);
    taken.add(label);
    if (copy === 0) return seat;
    notes.add(NoteCode.RepeatedLabel, label);
    return { ...seat, number };
  };
  return sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) => ({
      ...row,
      seats: row.seats.map((seat) => rename(section.name, row.name, seat)),
    })),
  }));
}

/** Permanent uids: the source's where it is unique, otherwise with "~2", "~3" … behind it. */
export function uniqueUids(sections: readonly DraftSection[], notes: NoteBook): string[] {
  const seats = sections.flatMap((section) =>
    section.rows.flatMap((row) =>
      row.seats.map((seat) => seat.uid || seatLabel(section.name, row.name, seat.number)),
    ),
  );
  const pool = new NamePool(seats);
  const used = new Set<string>();
  return seats.map((uid) => {
    if (!used.has(uid)) {
      used.add(uid);
      return uid;
    }
    const fresh = pool.claim(uid, (attempt) => `${uid}~${attempt + 2}`);
    notes.add(NoteCode.RepeatedUid, fresh);
    return fresh;
  });
}

/** "12", then "12b", "12c" … */
function copyNumber(number: string, copy: number): string {
  return copy === 0 ? number : number + letters(copy).toLowerCase();
}
