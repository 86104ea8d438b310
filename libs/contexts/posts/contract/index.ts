export * from './errors';
export * from './pages';
export * from './posts-api';
export * from './previews';
export * from './queries';
export * from './revisions';
export * from './tags';
export * from './values';
