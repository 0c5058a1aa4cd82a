import { MapPin, TrendingUp, UserRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Poster } from '../../shared/poster/Poster.tsx';
import type { Choice, ChoiceGroup } from './choices.ts';

interface SuggestionListProps {
  readonly id: string;
  readonly groups: readonly ChoiceGroup[];
  readonly typed: string;
  /** Place among all choices; -1: none. */
  readonly active: number;
  readonly onChoose: (choice: Choice) => void;
}

const ICONS = { people: UserRound, venues: MapPin, terms: TrendingUp } as const;

export function SuggestionList({ id, groups, typed, active, onChoose }: SuggestionListProps) {
  const { t } = useTranslation();
  let place = -1;
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={t('search.label')}
      className="suggestions"
      hidden={groups.length === 0}
      // The field keeps the focus.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
    >
      {groups.map(({ kind, choices }) => (
        <div key={kind} role="group" aria-label={t(`search.${kind}`)}>
          <p className="suggestions-head" aria-hidden>
            {t(`search.${kind}`)}
          </p>
          {choices.map((choice) => {
            place += 1;
            return (
              <Option
                key={choice.path}
                id={`${id}-${String(place)}`}
                kind={kind}
                choice={choice}
                typed={typed}
                isActive={place === active}
                onChoose={onChoose}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly kind: ChoiceGroup['kind'];
  readonly choice: Choice;
  readonly typed: string;
  readonly isActive: boolean;
  readonly onChoose: (choice: Choice) => void;
}

function Option({ id, kind, choice, typed, isActive, onChoose }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  const Icon = kind === 'events' ? undefined : ICONS[kind];
  return (
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={isActive}
      className="suggestion"
      onClick={() => {
        onChoose(choice);
      }}
    >
      {choice.poster && (
        <span className="suggestion-poster" aria-hidden>
          <Poster poster={choice.poster} title={choice.text} plain />
        </span>
      )}
      {Icon && <Icon size={18} aria-hidden />}
      <span className="suggestion-text">
        <Marked text={choice.text} typed={typed.trim()} />
      </span>
    </div>
  );
}

/** What was typed stands out in what is offered, where it stands there as it was typed. */
function Marked({ text, typed }: { text: string; typed: string }) {
  const at = typed === '' ? -1 : text.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) return text;
  const end = at + typed.length;
  return (
    <>
      {text.slice(0, at)}
      <b>{text.slice(at, end)}</b>
      {text.slice(end)}
    </>
  );
}
