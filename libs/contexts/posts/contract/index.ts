export * from './errors';
export * from './posts-api';
export * from './values';
