import { seatLabel } from '@ticket-flow/client/protocol';
import type { DraftRow, DraftSeat, DraftSection } from './draft.ts';
import type { NoteBook } from './notes.ts';
import { NoteCode } from './notes.ts';

/** "A" … "Z", "AA", "AB" …: names for what has none. */
export function letters(position: number): string {
  const letter = String.fromCharCode(65 + (position % 26));
  return position < 26 ? letter : letters(Math.floor(position / 26) - 1) + letter;
}

/** The first of the candidates, in order, that isn't taken; it is taken afterwards. */
export function claimName(taken: Set<string>, candidate: (attempt: number) => string): string {
  let attempt = 0;
  while (taken.has(candidate(attempt))) attempt += 1;
  const name = candidate(attempt);
  taken.add(name);
  return name;
}

/** Gives every section a name of its own. */
export function nameSections(sections: readonly DraftSection[], notes: NoteBook): DraftSection[] {
  const given = new Set(sections.map((section) => section.name));
  const used = new Set<string>();
  return sections.map((section) => {
    const { name } = section;
    if (name !== '' && !used.has(name)) {
      used.add(name);
      return section;
    }
    const fresh = name === '' ? claimName(given, letters) : claimCopy(given, name);
    notes.add(name === '' ? NoteCode.NamedSection : NoteCode.RenamedSection, fresh);
    return { ...section, name: fresh };
  });
}

/** "Balcony (2)", "Balcony (3)" … */
export function claimCopy(taken: Set<string>, name: string): string {
  return claimName(taken, (attempt) => `${name} (${attempt + 2})`);
}

/** Rows may stay nameless unless that makes their seats' labels repeat within the section. */
export function nameRows(section: DraftSection, notes: NoteBook): DraftSection {
  const nameless = section.rows.filter((row) => row.name === '');
  const numbers = nameless.flatMap((row) => row.seats.map((seat) => seat.number));
  if (new Set(numbers).size === numbers.length) return section;
  const taken = new Set(section.rows.map((row) => row.name));
  const rows = section.rows.map((row) => {
    if (row.name !== '') return row;
    const name = claimName(taken, (attempt) => String(attempt + 1));
    notes.add(NoteCode.NamedRow, seatLabel(section.name, name, ''));
    return { ...row, name };
  });
  return { ...section, rows };
}

/** Gives every seat a number of its own within its row. */
export function numberSeats(section: string, row: DraftRow, notes: NoteBook): DraftRow {
  const given = new Set(row.seats.map((seat) => seat.number));
  const taken = new Set<string>();
  const seats = row.seats.map((seat): DraftSeat => {
    const blank = seat.number === '';
    const number = blank
      ? claimName(given, (attempt) => String(attempt + 1))
      : freeNumber(seat.number, taken, given);
    taken.add(number);
    if (number === seat.number) return seat;
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
    const number = claimNumber(seat.number, (text) => !taken.has(seatLabel(section, row, text)));
    const label = seatLabel(section, row, number);
    taken.add(label);
    if (number === seat.number) return seat;
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
  const given = new Set(seats);
  const taken = new Set<string>();
  const copies = new Map<string, number>();
  return seats.map((uid) => {
    if (!taken.has(uid)) {
      taken.add(uid);
      return uid;
    }
    let copy = copies.get(uid) ?? 2;
    while (taken.has(`${uid}~${copy}`) || given.has(`${uid}~${copy}`)) copy += 1;
    copies.set(uid, copy + 1);
    const name = `${uid}~${copy}`;
    taken.add(name);
    notes.add(NoteCode.RepeatedUid, name);
    return name;
  });
}

function freeNumber(number: string, taken: Set<string>, given: Set<string>): string {
  return claimNumber(number, (text) => !taken.has(text) && (text === number || !given.has(text)));
}

/** "12", else "12b", "12c" … */
function claimNumber(number: string, isFree: (number: string) => boolean): string {
  if (isFree(number)) return number;
  let copy = 1;
  while (!isFree(number + letters(copy).toLowerCase())) copy += 1;
  return number + letters(copy).toLowerCase();
}
