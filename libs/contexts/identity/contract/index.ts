export * from './errors';
export * from './identity-api';
export * from './values';
export * from './authors';
