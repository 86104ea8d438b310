/** What is said where HTTP itself refuses a request, by status: all of it, for the documentation too. */
export const httpSentences = {
  400: {
    notHttp: 'This is no request of HTTP/1.1',
    noHost: 'A request of HTTP/1.1 must have a Host header',
    badUrl: 'The path is not a valid URL',
    noUtf8: 'The body is not valid UTF-8',
    noJson: 'The body is not valid JSON',
    badName: 'A field of the body may not be named __proto__ or constructor',
    tooDeep: 'The body has more than 100 levels of arrays and objects',
  },
  404: { nothing: 'There is nothing at {path}' },
  405: { otherMethods: '{method} is not served here; {methods}' },
  408: { slow: 'The request did not arrive within 30 seconds' },
  413: { tooLarge: 'The body is over 1 MiB' },
  414: { longPath: 'A part of the path is over 500 characters' },
  415: { noJsonType: 'The body must be application/json in UTF-8, not compressed' },
  417: { expectation: 'The only expectation that can be met is 100-continue' },
  431: { longHeaders: 'The request line and the headers are over 16 KiB' },
  501: { unknownMethod: 'The method is none that this server knows' },
} as const;
