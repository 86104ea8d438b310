/** An event as a client of server-sent events sees it. */
export interface Event {
  id: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at what is there
  data: any;
}

/** The events of a stream as they come, until whoever reads leaves or it ends. */
export async function* eventsOf(url: string, lastEventId?: string): AsyncGenerator<Event, void> {
  const leave = new AbortController();
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const { body, status } = await fetch(url, { headers, signal: leave.signal });
  if (status !== 200) throw new Error(`${url} was answered ${status}`);
  let text = '';
  try {
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
      const events = (text + chunk).split('\n\n');
      text = events.pop()!;
      for (const each of events) {
        const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(each) ?? [];
        if (id !== undefined) yield { id, data: JSON.parse(data!) };
      }
    }
  } finally {
    leave.abort();
  }
}
