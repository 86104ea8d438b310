export * from './errors';
export * from './events';
export * from './pages';
export * from './posts-api';
export * from './previews';
export * from './queries';
export * from './revisions';
export * from './values';
