import { Logger } from '@nestjs/common';
import { Seldom } from '../call/seldom';

const log = new Logger('Events');
const warnings = new Seldom((line) => log.warn(line), 5_000);

interface Pair {
  publisher: string;
  subscriber: string;
}

/** @param about one of few, unlike the line */
export function warnOf({ publisher, subscriber }: Pair, line: string, error: unknown, about = line): void {
  warnings.tell(
    `${publisher} ${subscriber} ${about}`,
    `Events of ${publisher} for ${subscriber}: ${publisher} ${line}: ${String(error)}`,
  );
}

export function warnAway({ publisher, subscriber }: Pair, error: Error): void {
  warnings.tell(
    `${publisher} ${subscriber}`,
    `Events of ${publisher} wait for ${subscriber}: ${error.message}`,
  );
}
