/** An element with all that is in it. Its text is that of its own, in one. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** Characters of text in one record. What has more is nothing that people wrote: the rest of its texts is left out. */
const longestRecord = 32_000_000;

/** Keeps the elements that are wanted of a stream of tags, until they are taken. */
export class RecordBuilder {
  private readonly path: Element[] = [];
  private complete: Element[] = [];
  private characters = 0;

  constructor(private readonly wanted: ReadonlySet<string>) {}

  open(name: string, attributes: Record<string, string>): void {
    const parent = this.path.at(-1);
    if (parent) {
      const element = { name, attributes, text: '', children: [] };
      parent.children.push(element);
      this.path.push(element);
    } else if (this.wanted.has(name)) this.path.push({ name, attributes, text: '', children: [] });
  }

  text(text: string): void {
    const element = this.path.at(-1);
    if (!element || this.characters > longestRecord) return;
    this.characters += text.length;
    element.text += text;
  }

  close(): void {
    const element = this.path.pop();
    if (!element || this.path.length > 0) return;
    this.complete.push(element);
    this.characters = 0;
  }

  take(): Element[] {
    const taken = this.complete;
    this.complete = [];
    return taken;
  }
}

/** Text of the first child of a name, without space around it; empty where there is none. */
export const textOf = (element: Element | undefined, name: string): string =>
  childOf(element, name)?.text.trim() ?? '';

export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((child) => child.name === name);
