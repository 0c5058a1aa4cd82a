import { Search, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { SuggestionList } from './SuggestionList.tsx';
import { choicesOf, popularChoices } from './choices.ts';
import type { Choice } from './choices.ts';
import { usePopularTerms, useSuggestions } from './queries.ts';
import { searchPath } from './search-path.ts';
import { useChoosing } from './use-choosing.ts';
import './search-box.css';

const LONGEST = 100;

interface SearchBoxProps {
  readonly className?: string;
  /** Where it is what the page is about. */
  readonly autoFocus?: boolean;
}

/** What the address says is searched for; on another page nothing. */
function useSearched(): string {
  const { pathname } = useLocation();
  const [parameters] = useSearchParams();
  return pathname === '/search' ? (parameters.get('q') ?? '') : '';
}

/** Begins anew with each address: the field says what was found. */
export function SearchBox(props: SearchBoxProps) {
  const { key } = useLocation();
  const searched = useSearched();
  return <Field key={`${key} ${searched}`} searched={searched} {...props} />;
}

function Field({ searched, className = '', autoFocus }: SearchBoxProps & { searched: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(searched);
  const suggestions = useSuggestions(typed).data;
  const popular = usePopularTerms().data;
  const groups =
    typed.trim() === ''
      ? popularChoices((popular?.items ?? []).map(({ term }) => term))
      : choicesOf(suggestions);
  const choices = groups.flatMap((group) => group.choices);
  const go = (path: string): void => {
    choosing.close();
    input.current?.blur();
    void navigate(path);
  };
  const choose = ({ path }: Choice): void => {
    go(path);
  };
  const clear = (): void => {
    setTyped('');
    input.current?.focus();
  };
  const choosing = useChoosing({ choices, choose, clear });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const q = typed.trim();
    if (q !== '') go(searchPath(q));
  };
  return (
    <form role="search" className={`search-box ${className}`} onSubmit={submit}>
      <Search size={18} aria-hidden className="search-box-icon" />
      <input
        ref={input}
        type="text"
        enterKeyHint="search"
        role="combobox"
        name="q"
        value={typed}
        maxLength={LONGEST}
        autoFocus={autoFocus}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder={t('search.placeholder')}
        aria-label={t('search.label')}
        aria-autocomplete="list"
        aria-expanded={choosing.isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={choosing.active < 0 ? undefined : `${id}-${String(choosing.active)}`}
        onChange={(event) => {
          setTyped(event.target.value);
          choosing.open();
        }}
        onClick={choosing.open}
        onKeyDown={choosing.onKeyDown}
        onBlur={choosing.close}
      />
      {typed !== '' && (
        <button
          type="button"
          className="search-box-clear"
          aria-label={t('search.clear')}
          onClick={clear}
        >
          <X size={18} aria-hidden />
        </button>
      )}
      <SuggestionList
        id={id}
        groups={choosing.isOpen ? groups : []}
        typed={typed}
        active={choosing.active}
        onChoose={choose}
      />
      <span role="status" className="visually-hidden">
        {choosing.isOpen &&
          typed.trim() !== '' &&
          t('search.suggestions', { total: choices.length })}
      </span>
    </form>
  );
}
