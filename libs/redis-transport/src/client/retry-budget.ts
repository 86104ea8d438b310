/** Retries for each call that was made: an outage must not be multiplied by those who meet it. */
const RETRIES_PER_CALL = 0.1;
/** How many may be saved up, for a lone call to have one. */
const MOST_SAVED = 10;

/** Lets retries be a tenth of the traffic at the most. */
export class RetryBudget {
  private saved = MOST_SAVED;

  /** Counts a call. */
  earn(): void {
    this.saved = Math.min(MOST_SAVED, this.saved + RETRIES_PER_CALL);
  }

  /** Whether one may be made now, which is counted as made. */
  spend(): boolean {
    if (this.saved < 1) return false;
    this.saved -= 1;
    return true;
  }
}
