/** What errors of the framework say where the document of the API shows it too. */
export const sentences = {
  notValid: 'The request is not valid',
  logIn: 'Log in first',
  notYours: 'You do not have the role that this needs',
  badToken:
    'The access token is expired, of a session that has ended, or not one of ours: log in again, or send none',
  keyReused: 'This idempotency key was used for another request',
  conflict: 'Another change came first; try again',
  outdated: 'It was changed since you read it: read it again, and change that',
  tooMany: 'There were too many requests from this address within a minute',
  noConnection: 'Every database connection is in use',
  noDatabase: 'The database cannot be reached',
  deadline: 'The deadline has passed',
  internal: 'Something went wrong on our side',
};
