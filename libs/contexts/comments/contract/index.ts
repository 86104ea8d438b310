export * from './comments-api';
export * from './errors';
export * from './events';
export * from './values';
