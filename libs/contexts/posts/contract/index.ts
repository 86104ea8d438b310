export * from './errors';
export * from './posts-api';
export * from './revisions';
export * from './values';
