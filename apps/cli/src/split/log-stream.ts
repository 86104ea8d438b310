import { styleText } from 'node:util';

const colours = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'red'] as const;

/** Lines of many processes in one stream, each behind the name of where it comes from. */
export class LogStream {
  private readonly width: number;

  constructor(
    private readonly out: NodeJS.WritableStream,
    private readonly labels: readonly string[],
    readonly colourful: boolean,
  ) {
    this.width = Math.max(...labels.map(({ length }) => length));
  }

  write(label: string, line: string): void {
    const name = `${label.padEnd(this.width)} |`;
    const colour = colours[Math.max(0, this.labels.indexOf(label)) % colours.length]!;
    this.out.write(`${this.colourful ? styleText(colour, name, { validateStream: false }) : name} ${line}\n`);
  }
}
