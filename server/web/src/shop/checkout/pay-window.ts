/** Why a provider's own window did not lead to a payment. Nothing was charged. */
export type PayWindowProblem = 'script' | 'closed' | 'window';

export class PayWindowError extends Error {
  readonly problem: PayWindowProblem;
  constructor(problem: PayWindowProblem, cause?: unknown) {
    super(`The payment window: ${problem}`, { cause });
    this.name = 'PayWindowError';
    this.problem = problem;
  }
}
