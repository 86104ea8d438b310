const step = 10_000;

/** Says how many there are so far: on a terminal in one line that changes, elsewhere in a line for every ten thousand. */
export function showCount(out: NodeJS.WriteStream, what: string): (count: number) => void {
  let said = 0;
  return (count) => {
    const text = `${count.toLocaleString('en')} ${what}`;
    if (out.isTTY) out.write(`\r\u001b[K${text}`);
    else if (count - said >= step) {
      said = count;
      out.write(`${text}\n`);
    }
  };
}
