/** An answer of the API, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text where it is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at what is there
  body: any;
}

export interface RequestOptions {
  token?: string;
  headers?: Record<string, string>;
}

/** A client of the API under test, for people who read tests. */
export interface Api {
  get(path: string, options?: RequestOptions): Promise<Answer>;
  post(path: string, body?: unknown, options?: RequestOptions): Promise<Answer>;
  /** Sends a body as it is. */
  send(
    method: string,
    path: string,
    body: string | Buffer | undefined,
    options?: RequestOptions,
  ): Promise<Answer>;
}

export function apiOf(url: string): Api {
  const send: Api['send'] = async (method, path, body, { token, headers } = {}) => {
    const response = await fetch(url + path, {
      method,
      body: body as string | undefined,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) };
  };
  return {
    send,
    get: (path, options) => send('GET', path, undefined, options),
    post: (path, body, options) =>
      send('POST', path, body === undefined ? undefined : JSON.stringify(body), options),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
