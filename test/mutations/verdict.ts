/** What we read of the report that Vitest writes as JSON. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

export interface Verdict {
  /**
   * `killed`: tests ran and failed. `survived`: tests ran and all passed. `broken`: no test ran, or a
   * file could not be loaded; such a copy proves nothing.
   */
  readonly verdict: 'killed' | 'survived' | 'broken';
  readonly passed: number;
  readonly failed: number;
  /** Titles of the first tests that failed. */
  readonly killers: readonly string[];
  /** First line of the first failure. */
  readonly because?: string;
}

const SHOWN = 3;

/** Judges a run of some tests on a copy; `undefined`: it did not get as far as a report. */
export function judge(report: Report | undefined): Verdict {
  const files = report?.testResults ?? [];
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const failures = tests.filter(({ status }) => status === 'failed');
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const because = failures[0]?.failureMessages?.[0]?.split('\n')[0];
  const counted = {
    ...{ passed, failed: failures.length },
    killers: failures.slice(0, SHOWN).map(({ fullName }) => fullName),
  };
  const unloaded = files.find(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  if (unloaded) return { verdict: 'broken', ...counted, because: firstLine(unloaded.message) };
  if (failures.length > 0) {
    return { verdict: 'killed', ...counted, ...(because !== undefined && { because }) };
  }
  return { verdict: passed > 0 ? 'survived' : 'broken', ...counted };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
