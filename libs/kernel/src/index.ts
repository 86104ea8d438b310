export { derivedId, newId } from './ids';
export { Cursor, Limit, type Position, pageOf, pageAfter, readCursor, writeCursor } from './pagination';
export { Id, Line, Text, notBlank } from './values';
