export * from './comments-api';
export * from './errors';
export * from './values';
