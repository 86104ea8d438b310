// @ts-check
/** Says after each step what is done and, from the pace so far, how long the rest will take. */
class Progress {
  /** @param {string} name @param {number} steps */
  constructor(name, steps) {
    this.name = name;
    this.steps = steps;
    this.done = 0;
    this.started = performance.now();
  }

  /** Steps count from here: what prepares them takes another time. */
  begin() {
    this.started = performance.now();
  }

  /** @param {string} what has been done */
  step(what) {
    this.done++;
    const left = ((performance.now() - this.started) / this.done) * Math.max(0, this.steps - this.done);
    this.say(`${what}, ${this.done} of ${this.steps}, about ${duration(left)} left`);
  }

  /** @param {string} line */
  say(line) {
    process.stderr.write(`${this.name}: ${line}\n`);
  }
}

/** @param {number} ms */
function duration(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

module.exports = { Progress };
