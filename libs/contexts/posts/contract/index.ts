export * from './errors';
export * from './posts-api';
export * from './queries';
export * from './revisions';
export * from './values';
