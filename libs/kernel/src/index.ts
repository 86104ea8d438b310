export { derivedId, newId } from './ids';
export {
  Cursor,
  Limit,
  type Position,
  PositionTime,
  pageOf,
  pageAfter,
  readCursor,
  writeCursor,
} from './pagination';
export { Timestamp, utc } from './timestamp';
export { Id, Line, Text, notBlank } from './values';
export { cleanLine, cleanText, writtenLine, writtenText } from './written';
